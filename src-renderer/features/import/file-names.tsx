import { type ReactNode, useState } from 'react';
import type { ImportFile } from '#shared/model/import.ts';
import { countOf, formatBytes } from '../../format/number.ts';
import { pathFolder, pathName } from '../../format/path.ts';
import classes from './set-detail.module.css';

/** Below the folder that the server keeps for what a browser sends. */
const sent = /^.*[/\\]uploads[/\\]\d+-\w{6}[/\\][0-9a-f-]{36}[/\\]?/;

function isSent(folder: string): boolean {
  return sent.test(folder);
}

/** A path as a person knows it: what a browser sent has one of the server's own, which is gone by now. */
export function FilePath({ path }: { readonly path: string }): ReactNode {
  if (!isSent(path)) return path;
  return (
    <>
      {path.replace(sent, '')} <span className={classes.quiet}>sent by a browser</span>
    </>
  );
}

interface FileNamesProps {
  readonly files: readonly ImportFile[];
  readonly bytes: number;
}

/** Names drawn at once; more only when asked for. */
const atOnce = 500;

/** Which files: how many and where, all of them when unfolded. */
export function FileNames({ files, bytes }: FileNamesProps): ReactNode {
  const [most, setMost] = useState(atOnce);
  const [first] = files;
  const folder = first === undefined ? '' : pathFolder(first.path);
  if (files.length === 1) {
    return (
      <p className={classes.files}>
        {formatBytes(bytes)} {isSent(folder) ? 'from your computer' : `in ${folder}`}
      </p>
    );
  }
  return (
    <details className={classes.files}>
      <summary>
        {countOf(files.length, ['file', 'files'])}, {formatBytes(bytes)}
      </summary>
      <ul>
        {files.slice(0, most).map((file) => (
          <li key={file.path} title={file.path}>
            {pathName(file.path)} <span className={classes.quiet}>{formatBytes(file.bytes)}</span>
          </li>
        ))}
      </ul>
      {files.length > most && (
        <button type="button" className={classes.link} onClick={() => setMost(most + 5000)}>
          {countOf(files.length - most, ['more file', 'more files'])}
        </button>
      )}
    </details>
  );
}
