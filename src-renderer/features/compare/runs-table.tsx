import { type ReactNode, useMemo, useState } from 'react';
import type { Compared } from '#shared/compare/compare.ts';
import type { Curves } from '#shared/compare/curves.ts';
import { type Cell, cellNumber, floatCell } from '#shared/model/cell.ts';
import { type AnswerColumn, columnOf } from '#shared/model/page.ts';
import { type Convergence, type ConvergenceHow, convergence } from '#shared/statistics/convergence.ts';
import { addressOf, toPlace } from '../../client/place.ts';
import { roundNumber } from '../../format/number.ts';
import { plural } from '../../format/words.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-columns.ts';
import { memorySource } from '../../ui/data-grid/memory-source.ts';
import { cellOf, type GridRow, type GridView, plainView } from '../../ui/data-grid/row-source.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { useSameList } from '../../ui/use-same-list.ts';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './compare.module.css';
import type { CompareProps } from './compare-page.tsx';
import { placeOfItem } from './place-of.ts';
import { NoLines } from './seed-chart.tsx';
import { minus } from './table-columns.ts';
import { useCurves } from './use-curves.ts';

const hidden = ['id'];

/** How each run came where it came: its best, its end, how soon it settled, how soon it was good enough. */
export function RunsTable(props: CompareProps): ReactNode {
  const drawn = useCurves(props, props.compared.groups);
  const books = useSameList(drawn.map(({ curves }) => curves));
  const titles = drawn.map(({ measured }) => measured.measure.title).join('\n');
  const known = useMemo(() => {
    const named = titles.split('\n');
    return books.flatMap((curves, at) => (curves === undefined ? [] : [{ title: named[at] ?? '', curves }]));
  }, [books, titles]);
  const failure = drawn.find((each) => each.failure !== undefined)?.failure;
  if (drawn.length === 0) return <NoLines {...props} />;
  if (failure) return <FailureView failure={failure} />;
  return known.length < drawn.length ? <Waiting skeleton /> : <Runs {...props} known={known} />;
}

interface Known {
  readonly title: string;
  readonly curves: Curves;
}

function Runs({
  database,
  compared,
  view,
  words,
  known,
}: CompareProps & { readonly known: readonly Known[] }): ReactNode {
  const { window, near, better, threshold, level } = view;
  const [order, setOrder] = useState<GridView>(plainView);
  const places = level === 'session' ? plural(words.episode ?? 'episode') : plural(words.step ?? 'step');
  const source = useMemo(() => {
    const how = { window, band: near / 100, higher: better === 'higher', threshold };
    made += 1;
    return memorySource(
      ['compare runs', { database }, made],
      columnsOf(known.length, how, places),
      rowsOf(compared, known, how),
    );
  }, [database, compared, known, window, near, better, threshold, places]);
  const hrefOf = useMemo(
    () => (row: GridRow) => addressOf(placeOfItem(level, database, String(cellOf(row, 'id')))),
    [database, level],
  );
  return (
    <>
      <DataGrid
        label={`Convergence of ${plural(words[level] ?? level)}`}
        remember="compare runs"
        source={source}
        view={order}
        onView={setOrder}
        hidden={hidden}
        renderCell={drawNumber}
        hrefOf={hrefOf}
        onOpen={(row) => toPlace(placeOfItem(level, database, String(cellOf(row, 'id'))))}
      />
      <p className={classes.note}>
        {level === 'session' && `Places count ${places} from 0. `}Settled: from there on the mean of {window} stays
        within {near} % of its whole range around its last value. Mean height is the area under the line over its
        length.
      </p>
    </>
  );
}

/** Names the rows in the cache. */
let made = 0;

function columnsOf(measures: number, { window, threshold }: ConvergenceHow, places: string): readonly AnswerColumn[] {
  const column = (name: string, title: string, kind: AnswerColumn['kind']) => columnOf({ name, title, kind });
  return [
    column('run', 'run', 'text'),
    column('group', 'group', 'text'),
    ...(measures > 1 ? [column('measure', 'measure', 'text')] : []),
    column('places', places, 'integer'),
    column('best', 'best', 'float'),
    column('best_at', 'best at', 'integer'),
    column('end', `last ${window}`, 'float'),
    column('settled', 'settled at', 'integer'),
    ...(threshold === undefined ? [] : [column('reached', `${minus(roundNumber(threshold))} at`, 'integer')]),
    column('area', 'mean height', 'float'),
    column('id', 'id', 'text'),
  ];
}

function rowsOf({ groups }: Compared, known: readonly Known[], how: ConvergenceHow): readonly (readonly Cell[])[] {
  return known.flatMap(({ title, curves }) =>
    groups.flatMap((group) =>
      group.items.map((item): readonly Cell[] => {
        const curve = curves.byItem.get(item.id);
        const found = curve === undefined ? null : convergence(curve, how);
        return [
          ...[item.label, group.label],
          ...(known.length > 1 ? [title] : []),
          curve?.values.length ?? 0,
          ...cellsOf(found, how),
          item.id,
        ];
      }),
    ),
  );
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
