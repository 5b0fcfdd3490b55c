import { type ReactNode, useMemo, useState } from 'react';
import type { Compared } from '#shared/compare/compare.ts';
import { type Cell, cellNumber, floatCell } from '#shared/model/cell.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { type Convergence, type ConvergenceHow, convergence } from '#shared/statistics/convergence.ts';
import { addressOf, toPlace } from '../../client/place.ts';
import { roundNumber } from '../../format/number.ts';
import { plural } from '../../format/words.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-columns.ts';
import { memorySource } from '../../ui/data-grid/memory-source.ts';
import { cellOf, type GridRow, type GridView, plainView } from '../../ui/data-grid/row-source.ts';
import classes from './compare.module.css';
import type { CompareProps } from './compare-page.tsx';
import { OfSessions } from './seed-chart.tsx';
import { minus } from './table-columns.ts';

const hidden = ['id'];

/** How each run came where it came: its best, its end, how soon it settled, how soon it was good enough. */
export function RunsTable(props: CompareProps): ReactNode {
  return props.view.level === 'session' ? <Runs {...props} /> : <OfSessions {...props} />;
}

function Runs({ database, compared, view, words }: CompareProps): ReactNode {
  const { window, near, better, threshold } = view;
  const [order, setOrder] = useState<GridView>(plainView);
  const source = useMemo(() => {
    const how = { window, band: near / 100, higher: better === 'higher', threshold };
    const columns = columnsOf(compared.measured.length, how, words.episode ?? 'episode');
    made += 1;
    return memorySource(['compare runs', { database }, made], columns, rowsOf(compared, how));
  }, [database, compared, window, near, better, threshold, words]);
  const hrefOf = useMemo(
    () => (row: GridRow) => addressOf({ at: 'session', database, session: String(cellOf(row, 'id')) }),
    [database],
  );
  return (
    <>
      <DataGrid
        label={`Convergence of ${plural(words.session ?? 'session')}`}
        remember="compare runs"
        source={source}
        view={order}
        onView={setOrder}
        hidden={hidden}
        renderCell={drawNumber}
        hrefOf={hrefOf}
        onOpen={(row) => toPlace({ at: 'session', database, session: String(cellOf(row, 'id')) })}
      />
      <p className={classes.note}>
        Places count {plural(words.episode ?? 'episode')} from 0. Settled: from there on the mean of {window} stays
        within {near} % of its whole range around its last value. Mean height is the area under the line over its
        length.
      </p>
    </>
  );
}

/** Names the rows in the cache. */
let made = 0;

function columnsOf(measures: number, { window, threshold }: ConvergenceHow, word: string): readonly AnswerColumn[] {
  const column = (name: string, title: string, kind: AnswerColumn['kind']): AnswerColumn => ({
    ...{ name, title, kind, type: kind, unit: null },
  });
  return [
    column('run', 'run', 'text'),
    column('group', 'group', 'text'),
    ...(measures > 1 ? [column('measure', 'measure', 'text')] : []),
    column('episodes', plural(word), 'integer'),
    column('best', 'best', 'float'),
    column('best_at', 'best at', 'integer'),
    column('end', `last ${window}`, 'float'),
    column('settled', 'settled at', 'integer'),
    ...(threshold === undefined ? [] : [column('reached', `${minus(roundNumber(threshold))} at`, 'integer')]),
    column('area', 'mean height', 'float'),
    column('id', 'id', 'text'),
  ];
}

function rowsOf({ groups, measured }: Compared, how: ConvergenceHow): readonly (readonly Cell[])[] {
  return measured.flatMap(({ measure, lines }) => {
    const bySession = new Map(lines.map((line) => [line.session, line]));
    return groups.flatMap((group) =>
      group.items.map((item): readonly Cell[] => {
        const line = bySession.get(item.id);
        const found = line === undefined ? null : convergence(line, how);
        return [
          ...[item.label, group.label],
          ...(measured.length > 1 ? [measure.title] : []),
          line?.values.length ?? 0,
          ...cellsOf(found, how),
          item.id,
        ];
      }),
    );
  });
}

function cellsOf(found: Convergence | null, { threshold }: ConvergenceHow): readonly Cell[] {
  const reached = threshold === undefined ? [] : [found?.reachedAt ?? null];
  if (found === null) return [null, null, null, null, ...reached, null];
  const { best, bestAt, end, settledAt, area } = found;
  return [digits(best), bestAt, digits(end), settledAt, ...reached, digits(area)];
}

const digits = (value: number): Cell => floatCell(Number(value.toPrecision(7)));

function drawNumber(_: GridRow, { kind }: GridColumn, cell: Cell | undefined): ReactNode | undefined {
  if (cell === null) return <span className={classes.nothing} />;
  const number = kind === 'float' ? cellNumber(cell ?? null) : undefined;
  if (number === undefined) return undefined;
  return <span className={classes.number}>{minus(roundNumber(number, 4))}</span>;
}
