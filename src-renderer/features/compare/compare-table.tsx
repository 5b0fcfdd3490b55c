import { IconPinFilled } from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { type CompareRow, compareRows } from '#shared/compare/rows.ts';
import { cellNumber } from '#shared/model/cell.ts';
import { columnOf } from '#shared/model/page.ts';
import { toPlace } from '../../client/place.ts';
import { roundNumber } from '../../format/number.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { CellDrawing } from '../../ui/data-grid/grid-props.ts';
import { memorySource } from '../../ui/data-grid/memory-source.ts';
import { cellOf, type GridRow, type GridView, plainView } from '../../ui/data-grid/row-source.ts';
import classes from './compare.module.css';
import type { CompareProps } from './compare-page.tsx';
import { placeOfGroup } from './place-of.ts';
import { minus, tableColumns } from './table-columns.ts';

const hidden = ['at'];

/** Every group beside the baseline, which any of them can become. */
export function CompareTable({ database, compared, view, onView }: CompareProps): ReactNode {
  const { baseline, test, pair, correction, confidence } = view;
  const rows = useMemo(
    () => compareRows(compared, { baseline, test, pair, correction, confidence }),
    [compared, baseline, test, pair, correction, confidence],
  );
  const [order, setOrder] = useState<GridView>(plainView);
  const source = useMemo(
    () => sourceOf(database, rows, compared.measured.length, confidence),
    [database, rows, compared, confidence],
  );
  const rowOf = useCallback((row: GridRow) => rows[Number(cellOf(row, 'at'))], [rows]);
  const renderCell = useMemo(() => drawing(rowOf), [rowOf]);
  const open = (row: GridRow) => {
    const place = placeOfGroup(rowOf(row)?.group, view.level, database);
    if (place !== undefined) toPlace(place);
  };
  return (
    <>
      <DataGrid
        label="Groups"
        remember="compare"
        source={source}
        view={order}
        onView={setOrder}
        hidden={hidden}
        renderCell={renderCell}
        onOpen={open}
        rowMenu={(row) => {
          const found = rowOf(row);
          if (found === undefined || found.isBaseline) return [];
          return [{ label: 'Compare the others with this', run: () => onView({ baseline: found.group.id }) }];
        }}
      />
      <p className={classes.note}>
        Δ is the mean minus the baseline’s; d is over the pooled standard deviation. P(above) is the probability that a
        value lies above one of the baseline.
        {view.level === 'episode' && ' Values of one run are seldom independent: compare runs where there are several.'}
      </p>
    </>
  );
}

const AT = columnOf({ name: 'at', title: 'at', kind: 'integer' });

function sourceOf(database: string, rows: readonly CompareRow[], measures: number, confidence: number) {
  const columns = tableColumns(measures, confidence);
  const cells = rows.map((row, at) => [...columns.map(({ cell }) => cell(row)), at]);
  made += 1;
  return memorySource(['compare', { database }, made], [...columns.map(columnOf), AT], cells);
}

/** Names the rows in the cache: they are too many to name themselves. */
let made = 0;

function drawing(rowOf: (row: GridRow) => CompareRow | undefined): NonNullable<CellDrawing['renderCell']> {
  return (row, { name, kind }, cell) => {
    if (name === 'group' && rowOf(row)?.isBaseline) {
      return (
        <span className={classes.pinned}>
          <IconPinFilled size={13} aria-label="Baseline" />
          {String(cell)}
        </span>
      );
    }
    if (cell === null) return <span className={classes.nothing} />;
    if (name === 'interval' || name === 'd_interval') return <span className={classes.between}>{String(cell)}</span>;
    const number = kind === 'float' ? cellNumber(cell ?? null) : undefined;
    if (number === undefined) return undefined;
    const shown = name === 'p' || name === 'corrected' ? pText(number) : minus(roundNumber(number, 4));
    return (
      <span className={classes.number} title={String(number)}>
        {shown}
      </span>
    );
  };
}

/** Small ones as a power of ten. */
const pText = (p: number): string => (p < 0.001 ? minus(p.toExponential(1)) : p.toFixed(3));
