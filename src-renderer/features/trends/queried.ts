import { cellToText } from '#shared/model/cell-text.ts';
import { client } from '../../client/client.ts';
import { readOptions } from './use-options.ts';
import { MOST_LINES } from './view.ts';

/** Rows of an answer that are looked at: their first column may say the same id often. */
export const MOST_ROWS = 10_000;

/** Ids that are asked for at once. */
const AT_ONCE = 1000;

/** Whom a person's SQL names. */
export interface Queried {
  /** Those to draw, in the order of the answer. */
  readonly ids: readonly string[];
  /** What else it names, in its order: nothing here is called so. */
  readonly unknown: readonly string[];
  /** How many more there are than can be drawn. */
  readonly left: number;
  /** Whether the answer has rows that were not looked at. */
  readonly cut: boolean;
}

interface Asked {
  readonly database: string;
  readonly level: 'session' | 'episode';
  readonly sql: string;
}

/** Asks a person's SQL, read-only as any, whose first column holds ids of sessions or episodes as the lists say them. */
export async function readQueried({ database, level, sql }: Asked, signal: AbortSignal): Promise<Queried> {
  const { named, cut } = await firstColumn(database, sql, signal);
  const known = new Set<string>();
  for (let from = 0; from < named.length; from += AT_ONCE) {
    const conditions = [{ column: 'id', op: 'in' as const, values: named.slice(from, from + AT_ONCE) }];
    const { options } = await readOptions(database, { level, request: { conditions, limit: AT_ONCE } }, signal);
    for (const { id } of options) known.add(id);
  }
  return { ...queriedOf(named, known), cut };
}

/** Each once, NULL not at all. */
async function firstColumn(database: string, sql: string, signal: AbortSignal) {
  const found = new Set<string>();
  let rows = 0;
  for await (const piece of await client.sql.run({ database, sql, limit: MOST_ROWS + 1 }, { signal })) {
    if (piece.kind !== 'rows') continue;
    for (const [id = null] of piece.rows.slice(0, MOST_ROWS - rows)) if (id !== null) found.add(cellToText(id));
    rows += piece.rows.length;
  }
  return { named: [...found], cut: rows > MOST_ROWS };
}

export function queriedOf(named: readonly string[], known: ReadonlySet<string>): Omit<Queried, 'cut'> {
  const all = named.filter((id) => known.has(id));
  const ids = all.slice(0, MOST_LINES);
  return { ids, unknown: named.filter((id) => !known.has(id)), left: all.length - ids.length };
}
