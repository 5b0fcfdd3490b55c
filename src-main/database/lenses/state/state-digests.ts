import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { StateDigest } from '#shared/model/step-state.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { Relation } from '../../queries/relation.ts';
import { encodeRowKey } from '../../queries/row-key.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { keyIn } from '../trajectory/key-in.ts';
import { digestOf } from './compare-states.ts';
import { decoded, stateColumn, wholeState } from './read-state.ts';
import type { StateReader } from './state-reader.ts';

/** Characters of states that are read at once; larger ones come one by one. */
const TOGETHER = 8 * 1024 * 1024;

/** The states of some steps in short, in the order asked; steps that are gone are left out. */
export async function stateDigests(
  lens: BoundLens,
  steps: BoundSteps,
  read: StateReader,
  { episode, keys }: { readonly episode: string; readonly keys: readonly string[] },
  options: QueryOptions,
): Promise<readonly StateDigest[]> {
  if (keys.length === 0) return [];
  const { relation, column } = stateColumn(lens, steps, episode);
  const limits = { characters: 0, bytes: 0, items: 0 };
  const size = lens.dialect.cut(column.value, column, limits)?.size ?? raw('0');
  const sizes = await valuesOf(lens, relation, size, keys, options);
  const present = keys.filter((key) => sizes.has(key));
  const digests: StateDigest[] = [];
  for (const some of runsOf(present, (key) => cellNumber(sizes.get(key) ?? null) ?? 0)) {
    const [only] = some;
    if (only !== undefined && some.length === 1) {
      digests.push(digestOf(only, await wholeState(lens, steps, read, { episode, key: only }, options)));
      continue;
    }
    const states = await valuesOf(lens, relation, column.value, some, options);
    for (const key of some) digests.push(digestOf(key, await decoded(states.get(key) ?? null, read)));
  }
  return digests;
}

/** A value of each of some rows, by key. */
async function valuesOf(
  { connection, dialect }: BoundLens,
  relation: Relation,
  value: Sql,
  keys: readonly string[],
  options: QueryOptions,
): Promise<ReadonlyMap<string, Cell>> {
  const where = all([...relation.where, keyIn(relation, keys, dialect)]);
  const columns = join([...(relation.key ?? []), value]);
  const { rows } = await connection.rows(sql`select ${columns} from ${relation.from} where ${where}`, options);
  return new Map(rows.map((row) => [encodeRowKey({ sort: [], key: row.slice(0, -1) }), row.at(-1) ?? null]));
}

/** Runs of keys whose sizes come to no more than is read at once; what is larger by itself is a run alone. */
function runsOf(keys: readonly string[], sizeOf: (key: string) => number): readonly (readonly string[])[] {
  const runs: string[][] = [];
  let room = 0;
  for (const key of keys) {
    const size = sizeOf(key);
    if (size > room) {
      runs.push([]);
      room = TOGETHER;
    }
    if (runs.length === 0) runs.push([]);
    runs.at(-1)!.push(key);
    room -= size;
  }
  return runs;
}
