import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { RecordTable } from '#shared/model/experiment.ts';
import { useAction } from '../../client/actions.ts';
import { orpc } from '../../client/client.ts';
import { addressOf, type DatabasePlace, toPlace } from '../../client/place.ts';
import { shortCount } from '../../format/number.ts';
import { RecordRows } from './record-rows.tsx';
import classes from './records.module.css';
import { type Part, usePartHere, useParts } from './use-records.ts';

interface WithRecordsProps {
  readonly place: DatabasePlace;
  readonly level: RecordTable['of'];
  /** The session or episode; all of them without it. */
  readonly of: string | undefined;
  /** What the part is called that `children` show. */
  readonly main: string;
  readonly children: ReactNode;
}

/** A session's episodes or an episode's trajectory, and beside it a tab for each table of records that it has. */
export function WithRecords({ place, level, of, main, children }: WithRecordsProps): ReactNode {
  const { database } = place;
  const parts = useParts(database, level, main);
  const here = usePartHere(parts);
  const several = parts.length > 1;
  const go = (by: 1 | -1) => {
    const next = parts[(parts.indexOf(here ?? parts[0]!) + by + parts.length) % parts.length];
    if (next !== undefined) toPlace(place, next.query);
  };
  useAction('next-part', () => go(1), { enabled: several });
  useAction('previous-part', () => go(-1), { enabled: several });
  if (!several) return children;
  return (
    <div className={classes.page}>
      <nav className={classes.tabs} aria-label="Parts of this page">
        {parts.map((part) => (
          <PartTab key={part.title} place={place} of={of} part={part} here={part === here} />
        ))}
      </nav>
      {here?.records === undefined ? (
        children
      ) : (
        <RecordRows key={here.records.id} database={database} records={here.records} of={of} />
      )}
    </div>
  );
}

interface PartTabProps {
  readonly place: DatabasePlace;
  readonly of: string | undefined;
  readonly part: Part;
  readonly here: boolean;
}

/** How many rows there are comes later; a tab does not wait for it. */
function PartTab({ place, of, part: { title, records, query }, here }: PartTabProps): ReactNode {
  const { database } = place;
  const which = { database, table: records?.id ?? '', ...(of !== undefined && { of }) };
  const count = useQuery({
    ...orpc.records.count.queryOptions({ input: { ...which, request: {} } }),
    enabled: records !== undefined,
  });
  return (
    <a
      className={clsx(classes.tab, here && classes.here)}
      href={addressOf(place, query)}
      aria-current={here ? 'page' : undefined}
    >
      {title}
      {count.data !== undefined && <span className={classes.count}>{shortCount(count.data)}</span>}
    </a>
  );
}
