import { type Catalogue, findColumn, findTable, type TableInfo } from '#shared/model/catalogue.ts';
import type { LensInput } from '#shared/model/lens.ts';
import { best, foreignKeyOf } from './roles.ts';
import { baseWord, snake } from './words.ts';

type LevelInput = NonNullable<LensInput['session']>;

/** Where sessions or episodes are listed: a table of their own, or the values found in another. */
export interface LevelSource {
  readonly table: TableInfo;
  readonly id: readonly string[];
  readonly distinct: boolean;
}

/** The table whose rows a column names: by foreign key, by a key of the same name, or by its own name. */
export function levelSource(catalogue: Catalogue, table: TableInfo, columns: readonly string[]): LevelSource {
  const [column] = columns;
  if (columns.length === 1 && column !== undefined) {
    const key = foreignKeyOf(table, column);
    const target = key && findTable(catalogue, key.references.name, key.references.schema);
    if (key && target) return { table: target, id: key.references.columns, distinct: false };
  }
  for (const other of catalogue.tables) {
    if (other === table || other.schema !== table.schema) continue;
    const id = idIn(other, columns);
    if (id !== null) return { table: other, id, distinct: false };
  }
  return { table, id: columns, distinct: true };
}

/** The columns of a table by which others would name its rows. */
function idIn(table: TableInfo, columns: readonly string[]): readonly string[] | null {
  const keys = [table.primaryKey, ...table.uniques].filter((key) => key.length > 0);
  const same = keys.find((key) => key.length === columns.length && key.every((column) => columns.includes(column)));
  if (same !== undefined) return columns;
  const [column] = columns;
  const named = columns.length === 1 && column !== undefined && baseWord(table.name) === baseWord(column);
  if (!named) return null;
  if (findColumn(table, column) !== undefined) return columns;
  return table.primaryKey.length === 1 && baseWord(table.primaryKey[0]!) === 'id' ? table.primaryKey : null;
}

/** A level as data, with every column that is no key as a fact; `written`: rows with a time stamp that one writes as it runs. */
export function levelOf(
  { table, id, distinct }: LevelSource,
  word: string,
  parent: readonly string[] | null,
  written?: NonNullable<LevelInput['state']>['written'],
): LevelInput {
  const own = distinct ? [] : table.columns.filter(({ name }) => !id.includes(name) && !parent?.includes(name));
  const label = own.find(({ name, kind }) => kind === 'text' && isLabel(name, table.name));
  const status = own.find(
    ({ name, kind }) => kind === 'text' && ['status', 'state', 'run_status'].includes(snake(name)),
  );
  const order = own.filter(({ name, kind }) => isOrder(name, kind)).map(({ name }) => ({ by: name }));
  return {
    word: [word, plural(word)],
    table: table.name,
    schema: table.schema,
    distinct,
    id: [...id],
    ...(parent === null ? {} : { parent: [...parent] }),
    label: label?.name ?? (distinct ? id.at(-1)! : id.length === 1 ? id[0]! : { call: 'concat', of: joined(id) }),
    ...((status ?? written) && { state: { ...(status && { status: status.name }), ...(written && { written }) } }),
    order: [...(parent ?? []).map((by) => ({ by })), ...order, ...id.map((by) => ({ by }))],
    facts: own
      .filter(({ kind, name }) => kind !== 'blob' && name !== label?.name)
      .slice(0, MOST_FACTS)
      .map(({ name }) => ({ name: nameOfFact(name), title: name, value: name })),
  };
}

/** The column that leads from a table of episodes to a session. */
export function sessionColumn(table: TableInfo, except: readonly string[]): string | null {
  const allowed = new Set(['integer', 'text', 'other']);
  return (
    best(
      table,
      'session',
      ({ name, kind }) => allowed.has(kind) && !except.includes(name) && !table.primaryKey.every((key) => key === name),
    )?.name ?? null
  );
}

/** All of a table as the one episode there is. */
export function wholeTable({ name, schema }: TableInfo): LevelInput {
  return {
    // Not “table”: the list would be called as the one of all tables beside it.
    word: ['recording', 'recordings'],
    table: name,
    schema,
    distinct: true,
    id: [{ value: name }],
    label: { value: name },
  };
}

/** What one is called: the word of its column or table. */
export function wordFor(column: string): string {
  return baseWord(column).replaceAll('_', ' ') || column;
}

const MOST_FACTS = 30;

/** Names the list itself and its roll-ups use. */
const reserved = new Set([
  ...['id', 'label', 'session', 'session_label'],
  ...['episodes', 'steps', 'agents', 'frames', 'duration'],
]);

function nameOfFact(column: string): string {
  return reserved.has(column) ? `${column}_` : column;
}

function isLabel(column: string, table: string): boolean {
  return ['name', 'title', 'label', `${baseWord(table)}_name`].includes(snake(column));
}

function isOrder(column: string, kind: string): boolean {
  if (kind === 'time') return /start|begin|created|date|time/.test(snake(column));
  return kind === 'integer' && /(number|num|index|idx|order|position|seq)$/.test(snake(column));
}

function joined(columns: readonly string[]) {
  return columns.flatMap((column, at) => (at === 0 ? [column] : [{ value: ' · ' }, column]));
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return word.replace(/y$/, 'ies');
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
