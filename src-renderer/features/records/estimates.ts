import { cellNumber } from '#shared/model/cell.ts';
import type { Estimates } from '#shared/model/lens.ts';
import type { Page } from '#shared/model/page.ts';

/** What each method found for one thing, and how far the methods are apart. */
export interface EstimateRow {
  readonly key: string;
  /** Its number in the rows below, from 1. */
  readonly number: number;
  readonly points: readonly { readonly method: number; readonly value: number }[];
  /** Greatest minus least; `null` where fewer than two methods found anything. */
  readonly span: number | null;
}

/** Of rows for which any method found something. */
export function estimateRows({ columns, rows, keys }: Page, methods: Estimates): readonly EstimateRow[] {
  const places = methods.map((method) =>
    method.columns.map((named) => columns.findIndex(({ name }) => name === named)).find((at) => at >= 0),
  );
  return rows.flatMap((row, index) => {
    const points = places.flatMap((place, method) => {
      const value = place === undefined ? undefined : cellNumber(row[place] ?? null);
      return value !== undefined && Number.isFinite(value) ? [{ method, value }] : [];
    });
    if (points.length === 0) return [];
    const values = points.map(({ value }) => value);
    const span = values.length < 2 ? null : Math.max(...values) - Math.min(...values);
    return [{ key: keys[index] ?? String(index), number: index + 1, points, span }];
  });
}
