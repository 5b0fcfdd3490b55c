import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { RollUps } from '#shared/model/experiment.ts';
import { cellOf, type ExtraColumns, type GridRow } from '../../ui/data-grid/row-source.ts';
import { rollUpColumn } from './roll-up-cell.tsx';
import { type RollUpState, RollUpStore } from './roll-up-store.ts';

export interface UsedRollUps {
  readonly state: RollUpState;
  readonly extra: ExtraColumns;
  /** Give to the grid's `onRows`. */
  onRows(rows: readonly GridRow[]): void;
}

export const idOf = (row: GridRow): string => String(cellOf(row, 'id') ?? '');

/** Roll-ups of the rows a grid shows. `ask` must keep its identity as long as it means the same rows. */
export function useRollUps(ask: (ids: readonly string[], signal: AbortSignal) => Promise<RollUps>): UsedRollUps {
  const store = useMemo(() => new RollUpStore(ask), [ask]);
  const state = useSyncExternalStore(store.subscribe, store.get);
  const [ids, setIds] = useState<readonly string[]>([]);
  useEffect(() => {
    // Room that cannot be made beforehand is made when the first values come.
    store.prepare().catch(() => undefined);
    return () => store.stop();
  }, [store]);
  useEffect(() => {
    store.want(ids);
  }, [store, ids]);
  const extra = useMemo<ExtraColumns>(
    () => ({
      columns: state.columns.map(rollUpColumn),
      cell: (row, column) => {
        const id = idOf(row);
        const values = state.rows.get(id);
        if (!values) return state.failed.has(id) ? null : undefined;
        return values[state.columns.findIndex(({ name }) => name === column)] ?? null;
      },
    }),
    [state],
  );
  const onRows = useCallback((rows: readonly GridRow[]) => {
    const next = rows.map(idOf);
    setIds((now) => (now.join('\n') === next.join('\n') ? now : next));
  }, []);
  return { state, extra, onRows };
}
