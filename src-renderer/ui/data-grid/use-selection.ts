import { useEffect, useMemo, useRef, useState } from 'react';
import type { DataGridProps } from './grid-props.ts';
import { type GridView, plainView, type RowSource } from './row-source.ts';
import { type Range, rangeOf, type Selection } from './selection.ts';
import type { ColumnsInSight } from './use-columns-in-sight.ts';
import type { Rows } from './use-rows.ts';

interface Selected {
  readonly selection: Selection | undefined;
  readonly range: Range | undefined;
  select(next: Selection | undefined): void;
}

/** Where one was in lists seen before, so that going up or back leads to the same row. */
const before = new Map<string, Selection>();

function nameOf(source: RowSource, view: GridView): string {
  return JSON.stringify([source.key, view]);
}

/** What the keyboard and the mouse selected. It is kept in sight, and let go when the rows become others. */
export function useSelection(
  { source, view = plainView, onCursor }: DataGridProps,
  rows: Rows,
  reveal: (row: number) => void,
  sight: ColumnsInSight,
): Selected {
  const name = nameOf(source, view);
  const [chosen, setChosen] = useState(() => ({ name, selection: before.get(name) }));
  const selection = chosen.name === name ? chosen.selection : undefined;
  const range = useMemo(() => (selection === undefined ? undefined : rangeOf(selection)), [selection]);
  const tell = (next: Selection) => onCursor?.(rows.at(next.cursor.row), sight.all[next.cursor.column]);
  useReturn(selection, rows, (returned) => {
    reveal(returned.cursor.row);
    tell(returned);
  });
  const select = (next: Selection | undefined) => {
    setChosen({ name, selection: next });
    if (next === undefined) {
      before.delete(name);
      return onCursor?.(undefined, undefined);
    }
    before.set(name, next);
    reveal(next.cursor.row);
    sight.reveal(next.cursor.column);
    tell(next);
  };
  return { selection, range, select };
}

/** Once, when a list is shown again and its rows are there: back to the row one came from. */
function useReturn(selection: Selection | undefined, rows: Rows, back: (selection: Selection) => void): void {
  const returning = useRef(selection);
  useEffect(() => {
    const waiting = returning.current;
    if (waiting === undefined || rows.extent.rows === 0) return;
    if (waiting !== selection || waiting.cursor.row >= rows.extent.rows) {
      returning.current = undefined;
      return;
    }
    back(waiting);
    if (rows.at(waiting.cursor.row) !== undefined) returning.current = undefined;
  });
}
