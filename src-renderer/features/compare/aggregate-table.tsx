import type { ReactNode } from 'react';
import type { Group } from '#shared/compare/groups.ts';
import { roundNumber } from '../../format/number.ts';
import classes from './compare.module.css';
import type { Aggregates, Estimate } from './resample.ts';
import { minus } from './table-columns.ts';

interface AggregateTableProps {
  readonly groups: readonly Group[];
  readonly aggregates: readonly Aggregates[] | undefined;
  readonly target: number;
}

/** IQM, mean, median and gap of each group, and the probability of lying above the baseline, each with its interval. */
export function AggregateTable({ groups, aggregates, target }: AggregateTableProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="Aggregates">
      <table className={classes.aggregates}>
        <thead>
          <tr>
            <th scope="col">group</th>
            <th scope="col">IQM</th>
            <th scope="col">mean</th>
            <th scope="col">median</th>
            <th scope="col">gap to {minus(roundNumber(target))}</th>
            <th scope="col">P(above)</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ id, label }, at) => {
            const found = aggregates?.[at];
            return (
              <tr key={id}>
                <th scope="row">{label}</th>
                {(['iqm', 'mean', 'median', 'gap'] as const).map((kind) => (
                  <td key={kind}>{found ? <EstimateText {...found.metrics[kind]} /> : YET}</td>
                ))}
                <td>{found === undefined ? YET : found.above ? <EstimateText {...found.above} /> : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** What is still being computed. */
const YET = '…';

function EstimateText({ value, interval: [low, high] }: Estimate): ReactNode {
  if (Number.isNaN(value)) return '';
  return (
    <>
      {minus(roundNumber(value))}{' '}
      {!Number.isNaN(low + high) && (
        <span className={classes.interval}>
          [{minus(roundNumber(low, 3))}, {minus(roundNumber(high, 3))}]
        </span>
      )}
    </>
  );
}
