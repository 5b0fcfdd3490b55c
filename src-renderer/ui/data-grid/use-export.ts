import type { PartialSource } from '#shared/model/export.ts';
import { useAction } from '../../client/actions.ts';
import { askExport } from '../../client/export-asked.ts';
import type { Range } from './selection.ts';
import type { Grid } from './use-grid.ts';

/** Asks how the rows of a grid are to be exported; `undefined` where they cannot be. */
export function useExport(grid: Grid): (() => void) | undefined {
  const { source, rows, range, rowCount, scroll } = grid;
  const out = source.out;
  const ask = () => {
    if (out === undefined) return;
    const all = out.sourceOf(rows.shown);
    const columns = grid.sight.all.map(({ name }) => name);
    const some = (from: number, to: number): PartialSource => ({ ...all, range: { from, count: to - from }, columns });
    const known = (rows.columns?.length ?? 0) + (grid.props.extra?.columns.length ?? 0);
    const { from, to } = scroll;
    const countable = out.isCountable?.(rows.shown) ?? true;
    askExport({
      database: out.database,
      name: out.name,
      parts: [
        { label: known > columns.length ? 'All rows, all columns' : 'All rows', source: all },
        ...(columns.length < known ? [{ label: 'All rows, the columns shown', source: { ...all, columns } }] : []),
        ...(countable && isSeveral(range) ? [selected(all, range, columns)] : []),
        ...(countable && rowCount > to - from
          ? [{ label: `The ${to - from} rows in sight`, source: some(from, to) }]
          : []),
      ],
    });
  };
  useAction('export', ask, { enabled: out !== undefined });
  return out === undefined ? undefined : ask;
}

function selected(all: PartialSource, { top, bottom, left, right }: Range, columns: readonly string[]) {
  const [rows, wide] = [bottom - top + 1, right - left + 1];
  const range = { from: top, count: rows };
  const source: PartialSource = { ...all, range, columns: columns.slice(left, right + 1) };
  return { label: `The selected ${rows.toLocaleString('en')} × ${wide} cells`, source };
}

function isSeveral(range: Range | undefined): range is Range {
  return range !== undefined && range.bottom > range.top;
}
