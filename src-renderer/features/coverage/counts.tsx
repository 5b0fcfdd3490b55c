import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { CoverageGroup, CoverageOverview } from '#shared/model/coverage.ts';
import { addressOf } from '../../client/place.ts';
import { formatCount } from '../../format/number.ts';
import { capital } from '../../format/words.ts';
import classes from './counts.module.css';
import coverageClasses from './coverage.module.css';
import { keyOfGroup, labelOfGroup } from './groups.ts';

interface CountsProps {
  readonly database: string;
  readonly overview: CoverageOverview;
  /** The group whose matrix is shown. */
  readonly here: string;
}

interface Column {
  readonly title: string;
  readonly fault?: boolean;
  of(group: CoverageGroup): number;
}

/** How many there are of everything, study by study; a study leads to its matrix. */
export function Counts({ database, overview, here }: CountsProps): ReactNode {
  const columns = columnsOf(overview);
  const { group: title, groups } = overview;
  return (
    <div className={clsx(classes.scroll, coverageClasses.still)}>
      <table className={classes.counts} aria-label="Counts">
        <thead>
          <tr>
            {title !== null && <th scope="col">{title}</th>}
            {columns.map((column) => (
              <th key={column.title} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => {
            const key = keyOfGroup(group.key);
            return (
              <tr key={key} data-here={key === here}>
                {title !== null && (
                  <th scope="row">
                    <a
                      href={addressOf({ at: 'coverage', database }, { group: key })}
                      aria-current={key === here ? 'true' : undefined}
                    >
                      {labelOfGroup(group.key, title)}
                    </a>
                  </th>
                )}
                {columns.map((column) => (
                  <td key={column.title} data-fault={column.fault === true && column.of(group) > 0}>
                    {formatCount(column.of(group))}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function columnsOf({ words, faults }: CoverageOverview): readonly Column[] {
  const { session, source, episode, step, records } = words;
  const ofFaults = faults.map(
    (fault, at): Column => ({
      title: fault,
      fault: true,
      of: (group) => group.faults[at] ?? 0,
    }),
  );
  return [
    { title: capital(session[1]), of: (group) => group.sessions },
    ...(source === null ? [] : [{ title: capital(source[1]), of: (group: CoverageGroup) => group.sources }]),
    ...ofFaults,
    { title: capital(episode[1]), of: (group) => group.episodes },
    ...records.map(([, many], at): Column => ({ title: capital(many), of: (group) => group.records[at] ?? 0 })),
    ...(step === null ? [] : [{ title: capital(step[1]), of: (group: CoverageGroup) => group.steps }]),
  ];
}
