import type { RollUps } from '#shared/model/experiment.ts';

/** Those named first, in that order; behind them the others as they are. */
export function firstOf<T extends { readonly name: string }>(
  items: readonly T[],
  first: readonly string[] = [],
): readonly T[] {
  if (first.length === 0) return items;
  const named = first.flatMap((name) => items.find((item) => item.name === name) ?? []);
  return [...named, ...items.filter((item) => !named.includes(item))];
}

/** Roll-ups with the columns first that the level names first. */
export function firstRollUps(rollUps: RollUps, first: readonly string[] | undefined): RollUps {
  const columns = firstOf(rollUps.columns, first);
  if (columns.every((column, at) => column === rollUps.columns[at])) return rollUps;
  const places = columns.map((column) => rollUps.columns.indexOf(column));
  const rows = Object.entries(rollUps.rows).map(
    ([id, values]) => [id, places.map((at) => values[at] ?? null)] as const,
  );
  return { columns, rows: Object.fromEntries(rows) };
}
