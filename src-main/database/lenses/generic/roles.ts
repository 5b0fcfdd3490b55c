import type { ColumnInfo, TableInfo } from '#shared/model/catalogue.ts';
import { axesOf, isCounter, type Role, speaksFor } from './words.ts';

/** What the columns of one table may be for. */
export interface Roles {
  readonly table: TableInfo;
  /** Names the episode; with `session` in it where it only counts within one. */
  readonly episode: readonly string[];
  /** `null` where the table has none of its own. */
  readonly session: string | null;
  readonly time: string;
  readonly agent: string | null;
  readonly agentType: string | null;
  readonly position: { readonly x: string; readonly y: string; readonly z: string | undefined } | null;
  /** Numbers that are neither of the above nor keys. */
  readonly measures: readonly string[];
  /** How likely this is the table of steps. */
  readonly score: number;
}

const numbers = new Set(['integer', 'float', 'decimal']);
const names = new Set(['integer', 'text', 'other']);

/** The roles of a table that could hold steps; `null` for one without an episode or a time. */
export function rolesOf(table: TableInfo): Roles | null {
  const time = best(table, 'time', ({ kind }) => numbers.has(kind) || kind === 'time');
  if (time === null) return null;
  const free = (column: ColumnInfo) => column.name !== time.name && names.has(column.kind);
  const episode = best(table, 'episode', free) ?? keyedWith(table, time.name);
  if (episode === null) return null;
  const session = best(table, 'session', (column) => free(column) && column.name !== episode.name);
  const taken = [time.name, episode.name, session?.name];
  const agent = best(
    table,
    'agent',
    (column) => free(column) && !taken.includes(column.name) && !isWholeKey(table, column.name),
  );
  const agentType =
    agent &&
    best(
      table,
      'agentType',
      (column) => names.has(column.kind) && !taken.includes(column.name) && column.name !== agent.name,
    );
  const position = axesOf(table.columns.filter(({ kind }) => numbers.has(kind)).map(({ name }) => name));
  const counted = session !== null && isCounter(episode.name) && foreignKeyOf(table, episode.name) === undefined;
  const roles = {
    table,
    episode: counted ? [session.name, episode.name] : [episode.name],
    session: session?.name ?? null,
    time: time.name,
    agent: agent?.name ?? null,
    agentType: agentType?.name ?? null,
    position,
    measures: measuresOf(table, [...taken, agent?.name, agentType?.name]),
  };
  return { ...roles, score: episode.score + time.score + bonus(roles) };
}

/** The foreign key made of one column. */
export function foreignKeyOf(table: TableInfo, column: string) {
  return table.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === column);
}

export interface Scored {
  readonly name: string;
  readonly score: number;
}

/** The column that speaks most for a role. */
export function best(table: TableInfo, role: Role, allowed: (column: ColumnInfo) => boolean): Scored | null {
  let found: Scored | null = null;
  for (const column of table.columns) {
    const score = speaksFor(role, column.name);
    if (score > (found?.score ?? 0) && allowed(column)) found = { name: column.name, score };
  }
  return found;
}

/** Numbers worth drawing. */
export function measuresOf(table: TableInfo, taken: readonly (string | null | undefined)[]): readonly string[] {
  const keys = new Set([...table.primaryKey, ...table.foreignKeys.flatMap(({ columns }) => columns)]);
  return table.columns
    .filter(
      ({ name, kind }) => numbers.has(kind) && !keys.has(name) && !taken.includes(name) && !/(^|_)id$/i.test(name),
    )
    .map(({ name }) => name)
    .slice(0, MOST_MEASURES);
}

const MOST_MEASURES = 60;

/** Without a telling name: what stands beside the time in the primary key is what the time belongs to. */
function keyedWith(table: TableInfo, time: string): Scored | null {
  const [first, ...others] = table.primaryKey.filter((column) => column !== time);
  const keyed = table.primaryKey.includes(time) && first !== undefined && others.length === 0;
  return keyed ? { name: first, score: 3 } : null;
}

function isWholeKey({ primaryKey }: TableInfo, column: string): boolean {
  return primaryKey.length === 1 && primaryKey[0] === column;
}

function bonus({ table, episode, time, agent, position, measures }: Omit<Roles, 'score'>): number {
  const { primaryKey, estimatedRows, kind } = table;
  const last = episode.at(-1)!;
  return (
    (primaryKey.includes(time) && primaryKey.includes(last) ? 6 : 0) +
    (foreignKeyOf(table, last) === undefined ? 0 : 4) +
    (agent === null ? 0 : 2) +
    (position === null ? 0 : 3) +
    Math.min(measures.length, 6) / 2 +
    (estimatedRows !== null && estimatedRows > 0 ? Math.log10(estimatedRows) : 0) +
    (kind === 'view' ? -2 : 0)
  );
}
