import type { Document } from '#shared/model/lens.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { RelationColumn } from '../../queries/relation.ts';
import { join, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { type Compiled, compile } from '../binding/compile.ts';
import { keysIn } from '../measures/keys-in.ts';
import { lookAtLevel } from '../measures/looked-at.ts';

/** The keys of a level's JSON documents as columns of its list, as far as some rows from either end tell. */
export async function documentColumns(
  lens: BoundLens,
  level: BoundLevel,
  parents: readonly string[],
  options: QueryOptions,
): Promise<readonly RelationColumn[]> {
  const columns: RelationColumn[] = [];
  for (const document of level.level.distinct ? [] : level.level.documents) {
    const json = compile(document.json, level.place);
    if (json !== null) columns.push(...(await columnsOf(lens, level, document, json, parents, options)));
  }
  return columns;
}

async function columnsOf(
  lens: BoundLens,
  level: BoundLevel,
  { id, depth, columns, aside }: Document,
  json: Compiled,
  parents: readonly string[],
  options: QueryOptions,
): Promise<readonly RelationColumn[]> {
  const { dialect } = lens;
  const { texts, all } = await lookAtLevel(lens, level, dialect.jsonText(json.sql, [], json), parents, options);
  const keys = keysIn(texts, depth)
    .filter(({ path: [first = ''] }) => !aside.some((start) => first.startsWith(start)))
    .toSorted((a, b) => b.numbers + b.others - a.numbers - a.others)
    .slice(0, columns)
    .map(({ path, others }) => ({ path, text: dialect.jsonText(json.sql, path, json), isNumber: others === 0 }));
  const numbers = keys.filter(({ isNumber }) => isNumber);
  const words = all ? new Set() : await wordsAmong(lens, level, numbers, options);
  return keys.map((each) => columnOf(id, each.path, each.text, each.isNumber && !words.has(each), lens));
}

interface Key {
  readonly text: Sql;
}

/** Which of some keys hold a text that is no number in any row; asked in one pass. */
async function wordsAmong<T extends Key>(
  { connection, dialect }: BoundLens,
  { from }: BoundLevel,
  keys: readonly T[],
  options: QueryOptions,
): Promise<ReadonlySet<T>> {
  if (keys.length === 0) return new Set();
  const found = keys.map(
    ({ text }) => sql`max(case when ${text} is not null and ${dialect.double(text)} is null then 1 else 0 end)`,
  );
  const { rows } = await connection.rows(sql`select ${join(found)} from ${from}`, options);
  return new Set(keys.filter((_, at) => rows[0]?.[at] === 1));
}

function columnOf(
  id: string,
  path: readonly string[],
  text: Sql,
  isNumber: boolean,
  { dialect }: BoundLens,
): RelationColumn {
  const key = path.join('.');
  const named = { name: `${id}/${key}`, title: key, unit: null };
  if (isNumber) return { ...named, type: 'double precision', kind: 'float', value: dialect.double(text) };
  return { ...named, type: 'text', kind: 'text', value: text, sortBy: dialect.naturalKey(text) };
}
