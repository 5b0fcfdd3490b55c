import type { StepTexts } from '#shared/model/transcript.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { page } from '../../queries/page.ts';
import type { Relation, RelationColumn } from '../../queries/relation.ts';
import { decodeRowKey, encodeRowKey } from '../../queries/row-key.ts';
import { raw, type Sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { keyIn } from '../trajectory/key-in.ts';
import { trajectoryRelation } from '../trajectory/trajectory.ts';
import type { BoundTranscript } from './bind-transcript.ts';

/** Longer texts are cut; what is behind is read on demand. */
const CHARACTERS = 20_000;

/** What was written and answered in some steps, in the order asked; steps that are gone are left out. */
export async function readTexts(
  lens: BoundLens,
  bound: BoundTranscript,
  { episode, keys }: { readonly episode: string; readonly keys: readonly string[] },
  options: QueryOptions,
): Promise<readonly StepTexts[]> {
  if (keys.length === 0) return [];
  const { connection, dialect } = lens;
  const all = trajectoryRelation(lens, bound.steps, episode, undefined);
  const relation: Relation = {
    ...all,
    where: [...all.where, keyIn(all, keys, dialect)],
    columns: [text('code', bound.code), text('answer', bound.answer ?? raw('null'))],
    order: [],
  };
  const cut = { characters: CHARACTERS };
  const read = await page(connection, relation, { limit: keys.length }, { ...options, cut });
  const length = all.key?.length ?? 0;
  const found = new Map(
    read.rows.map(([code = null, answer = null], at) => [stepKey(read.keys[at]!, length), { code, answer }] as const),
  );
  return keys.flatMap((key) => {
    const texts = found.get(stepKey(key, length));
    return texts === undefined ? [] : [{ key, ...texts }];
  });
}

/** The key of a step, whichever list it was found in; `length` of the relation's key. */
export function stepKey(rowKey: string, length: number): string {
  return encodeRowKey({ sort: [], key: decodeRowKey(rowKey, { key: length }).key });
}

function text(name: string, value: Sql): RelationColumn {
  return { name, title: name, type: 'text', kind: 'text', unit: null, value };
}
