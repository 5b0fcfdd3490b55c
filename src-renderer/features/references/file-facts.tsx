import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { FileReference } from '#shared/contract/databases.ts';
import { orpc } from '../../client/client.ts';
import type { NamedFile } from '../../client/file-asked.ts';
import { answerOf } from '../../client/queries.ts';
import { useSetting } from '../../client/settings.ts';
import { formatBytes, formatCount } from '../../format/number.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { locate } from '../workspaces/locate.ts';
import classes from './references.module.css';

const names = { sha256: 'SHA-256', sha1: 'SHA-1', md5: 'MD5' } as const;

/** Where it is and how large, its checksums once they are asked for, and whether the database has recorded them. */
export function FileFacts({ file: { database, path, recorded } }: { readonly file: NamedFile }): ReactNode {
  const [folder, setFolder] = useSetting<string | null>(`references.folder.${database}`, null);
  const [wanted, setWanted] = useState(false);
  const input = { database, path, ...(folder !== null && { folder }) };
  const found = answerOf(useQuery({ ...orpc.files.reference.queryOptions({ input }), gcTime: 0 }));
  const asked = useQuery({
    ...orpc.files.reference.queryOptions({ input: { ...input, checksums: true } }),
    enabled: wanted && found.data !== undefined,
    gcTime: 0,
  });
  const read = answerOf(asked);
  const choose = () =>
    locate({ kind: 'folder', path: folder ?? '' }, (source) => 'path' in source && setFolder(source.path));
  return (
    <div className={classes.file}>
      <p className={classes.told}>It is never loaded; for its checksums it is read byte by byte</p>
      <dl className={classes.facts}>
        <dt>As written</dt>
        <dd className={classes.path}>{path}</dd>
        {folder !== null && (
          <>
            <dt>Paths begin at</dt>
            <dd className={classes.path}>{folder}</dd>
          </>
        )}
        {found.data !== undefined && <Known file={found.data} />}
      </dl>
      {found.failure !== undefined && <FailureView failure={found.failure} again={found.again} />}
      {found.waiting && <Waiting />}
      {read.data !== undefined && <Checksums file={read.data} recorded={recorded} />}
      {wanted && read.failure !== undefined && <FailureView failure={read.failure} again={read.again} />}
      <Group gap="xs">
        {found.data !== undefined && read.data === undefined && (
          <Button loading={asked.isFetching} onClick={() => setWanted(true)}>
            Compute checksums
          </Button>
        )}
        <Button variant="default" onClick={choose}>
          Choose the folder that paths begin at…
        </Button>
        {folder !== null && (
          <Button variant="subtle" onClick={() => setFolder(null)}>
            Beside the database
          </Button>
        )}
      </Group>
    </div>
  );
}

function Known({ file: { path, bytes, modified } }: { readonly file: FileReference }): ReactNode {
  return (
    <>
      <dt>Found at</dt>
      <dd className={classes.path}>{path}</dd>
      <dt>Size</dt>
      <dd>
        {formatBytes(bytes)}
        {bytes >= 1000 && ` (${formatCount(bytes)} bytes)`}
      </dd>
      <dt>Changed</dt>
      <dd>{modified.replace('T', ' ').slice(0, 19)} UTC</dd>
    </>
  );
}

interface ChecksumsProps {
  readonly file: FileReference;
  readonly recorded: readonly string[];
}

function Checksums({ file: { checksums }, recorded }: ChecksumsProps): ReactNode {
  const same = checksums.find(({ value }) => recorded.includes(value));
  return (
    <>
      <dl className={classes.facts} aria-label="Checksums">
        {checksums.map(({ kind, value }) => (
          <div key={kind} className={classes.sum} data-same={value === same?.value}>
            <dt>{names[kind]}</dt>
            <dd className={classes.path}>{value}</dd>
          </div>
        ))}
      </dl>
      <p
        className={classes.verdict}
        data-same={same !== undefined}
        data-other={same === undefined && recorded.length > 0}
      >
        {verdictOf(same?.kind, recorded)}
      </p>
    </>
  );
}

function verdictOf(same: keyof typeof names | undefined, recorded: readonly string[]): string {
  if (same !== undefined) return `Its ${names[same]} is the one that the database has recorded`;
  if (recorded.length === 0) return 'The row records no checksum to compare with';
  return `It is not the file that was recorded: the row has ${recorded.join(', ')}`;
}
