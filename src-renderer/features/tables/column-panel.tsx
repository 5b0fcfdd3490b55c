import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TableRef } from '#shared/model/catalogue.ts';
import type { AnswerColumn, ColumnStatistics } from '#shared/model/page.ts';
import { orpc } from '../../client/client.ts';
import { answerOf } from '../../client/queries.ts';
import { formatCount, roundNumber } from '../../format/number.ts';
import { CellText } from '../../ui/data-grid/grid-cell.tsx';
import { useGridView } from '../../ui/data-grid/grid-view.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { PanelHead } from '../../ui/side-panel.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './column-panel.module.css';
import { Histogram } from './histogram.tsx';

interface ColumnPanelProps {
  readonly database: string;
  readonly table: TableRef;
  readonly column: AnswerColumn;
  close(): void;
}

/** What is known of one column over the rows that pass: counts, spread, distribution, the most frequent values. */
export function ColumnPanel({ database, table, column, close }: ColumnPanelProps): ReactNode {
  const [view] = useGridView();
  const input = {
    database,
    table: { schema: table.schema, name: table.name },
    column: column.name,
    conditions: [...view.conditions],
  };
  const statistics = answerOf(useQuery(orpc.tables.statistics.queryOptions({ input })));
  return (
    <>
      <PanelHead title={column.title} aside={column.type} close={close} />
      <div className={classes.body}>
        {statistics.failure !== undefined && <FailureView failure={statistics.failure} again={statistics.again} />}
        {statistics.waiting && <Waiting />}
        {statistics.data !== undefined && <Statistics column={column} statistics={statistics.data} />}
      </div>
    </>
  );
}

interface StatisticsProps {
  readonly column: AnswerColumn;
  readonly statistics: ColumnStatistics;
}

function Statistics({ column, statistics }: StatisticsProps): ReactNode {
  const { rows, nulls, notFinite, distinct, min, max, mean, deviation, top, histogram } = statistics;
  const face = (cell: typeof min) => <CellText cell={cell} kind={column.kind} />;
  const share = (part: number) => (part === 0 || rows === 0 ? '' : ` (${roundNumber((100 * part) / rows, 3)} %)`);
  return (
    <>
      {histogram.length > 0 && <Histogram bins={histogram} />}
      <dl className={classes.facts}>
        <Fact name="Rows">{formatCount(rows)}</Fact>
        <Fact name="NULL">{`${formatCount(nulls)}${share(nulls)}`}</Fact>
        {notFinite > 0 && <Fact name="Not finite">{`${formatCount(notFinite)}${share(notFinite)}`}</Fact>}
        {distinct !== null && <Fact name="Different values">{formatCount(distinct)}</Fact>}
        <Fact name="Lowest">{face(min)}</Fact>
        <Fact name="Highest">{face(max)}</Fact>
        {mean !== null && <Fact name="Mean">{roundNumber(mean, 6)}</Fact>}
        {deviation !== null && <Fact name="Standard deviation">{roundNumber(deviation, 6)}</Fact>}
      </dl>
      {top.length > 0 && (
        <>
          <h3 className={classes.title}>Most frequent</h3>
          <ol className={classes.top}>
            {top.map(({ value, count }) => (
              <li key={JSON.stringify(value)}>
                <span className={classes.bar} style={{ width: `${(100 * count) / (top[0]?.count ?? 1)}%` }} />
                <span className={classes.value}>{face(value)}</span>
                <span>{formatCount(count)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
