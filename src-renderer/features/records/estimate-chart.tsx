import { useComputedColorScheme } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { unitText } from '#shared/chart/unit.ts';
import type { RecordTable } from '#shared/model/experiment.ts';
import type { Estimates } from '#shared/model/lens.ts';
import type { Page } from '#shared/model/page.ts';
import { orpc } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import { countOf, roundNumber } from '../../format/number.ts';
import type { GridView } from '../../ui/data-grid/row-source.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { dataStyle } from '../series/colours.ts';
import { type EstimateRow, estimateRows } from './estimates.ts';
import classes from './interval-chart.module.css';

interface EstimateChartProps {
  readonly database: string;
  readonly records: RecordTable;
  readonly methods: Estimates;
  readonly of: string;
  /** What the rows below are filtered by. */
  readonly view: GridView;
}

/** A recording has one or two; of more than can be told apart the first are drawn, and it says so. */
const MOST = 50;

/** What each method found, on an axis of its own for each row below, so that differences of milliseconds are seen. */
export function EstimateChart({ database, records, methods, of, view }: EstimateChartProps): ReactNode {
  const scheme = useComputedColorScheme('light');
  const { conditions, search, sort } = view;
  const request = { conditions: [...conditions], search, sort: [...sort], limit: MOST };
  const asked: Answer<Page> = answerOf(
    useQuery({
      ...orpc.records.page.queryOptions({ input: { database, table: records.id, of, request } }),
      placeholderData: keepPreviousData,
    }),
  );
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  const rows = asked.data === undefined ? [] : estimateRows(asked.data, methods);
  if (rows.length === 0) return null;
  const title = `Methods of ${records.word[1]}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className={classes.chart} tabIndex={0} aria-label={title} data-stale={asked.asking}>
      <ul className={classes.legend} aria-label="Methods">
        {methods.map(({ title: method }, at) => (
          <li key={method}>
            <span style={{ background: dataStyle(at, scheme).colour }} />
            {method}
          </li>
        ))}
      </ul>
      {rows.map((row) => (
        <Row key={row.key} row={row} methods={methods} label={String(row.number)} />
      ))}
      {asked.data?.more && (
        <p className={classes.told}>
          Only the first {countOf(MOST, records.word)} are drawn: filter them to see the others
        </p>
      )}
    </section>
  );
}

const HEIGHT = 10;

interface RowProps {
  readonly row: EstimateRow;
  readonly methods: Estimates;
  readonly label: string;
}

/** A line of its own for each method, so that those that agree do not cover each other. */
function Row({ row: { points, span }, methods, label }: RowProps): ReactNode {
  const scheme = useComputedColorScheme('light');
  const values = points.map(({ value }) => value);
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const share = (value: number) => `${greatest > least ? 4 + ((value - least) / (greatest - least)) * 92 : 50}%`;
  const unit = methods[0]?.unit;
  const said = (value: number, digits?: number) =>
    `${roundNumber(value, digits)}${unit === undefined ? '' : ` ${unitText(unit)}`}`;
  const told = span === null ? 'one method only' : `${said(span)} apart`;
  return (
    <figure className={classes.panel}>
      <figcaption>
        {label}: {told}
      </figcaption>
      <svg width="100%" height={methods.length * HEIGHT + 4} role="img" aria-label={`${label}: ${told}`}>
        {points.map(({ method, value }) => (
          <circle key={method} cx={share(value)} cy={method * HEIGHT + 7} r={4} fill={dataStyle(method, scheme).colour}>
            <title>{`${methods[method]?.title}: ${said(value, 6)}`}</title>
          </circle>
        ))}
      </svg>
      <div className={classes.ends}>
        <span>{said(least, 6)}</span>
        {greatest > least && <span>{said(greatest, 6)}</span>}
      </div>
    </figure>
  );
}
