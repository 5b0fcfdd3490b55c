import { type ColumnInfo, findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import { axesOf, isCounter, type Role, speaksFor } from './words.ts';

/** What the columns of one table may be for. */
export interface Roles {
  readonly table: TableInfo;
  /** Names the episode; with `session` in it where it only counts within one; empty where all of the table is one. */
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

/** The roles of a table that could hold steps; `null` for one without a time or anything the time belongs to. */
export function rolesOf(table: TableInfo): Roles | null {
  const time = best(table, 'time', ({ kind }) => numbers.has(kind) || kind === 'time');
  if (time === null) return null;
  const taken = new Set([time.name]);
  const take = <T extends Scored>(found: T | null): T | null => {
    if (found !== null) taken.add(found.name);
    return found;
  };
  const free = ({ name, kind }: ColumnInfo) => !taken.has(name) && names.has(kind);
  const episode = take(episodeOf(table, time, free));
  const session = take(best(table, 'session', free));
  const position = axesOf(table.columns.filter(({ kind }) => numbers.has(kind)).map(({ name }) => name));
  const agent = take(agentOf(table, position !== null, free));
  const agentType = agent && take(best(table, 'agentType', free));
  const measures = measuresOf(table, taken);
  if (episode === null && (time.score < SURE || measures.length === 0)) return null;
  const roles = {
    table,
    episode:
      episode === null
        ? []
        : countsWithin(table, episode.name, session)
          ? [session!.name, episode.name]
          : [episode.name],
    session: session?.name ?? null,
    time: time.name,
    agent: agent?.name ?? null,
    agentType: agentType?.name ?? null,
    position,
    measures,
  };
  return { ...roles, score: (episode?.score ?? -10) + time.score + bonus(roles) };
}

/** A name that leaves little doubt. */
const SURE = 7;

/** Failing a telling name: what stands beside the time in the key, or what would be a session elsewhere. */
function episodeOf(table: TableInfo, time: Scored, free: (column: ColumnInfo) => boolean): Scored | null {
  const named = best(table, 'episode', free) ?? keyedWith(table, time.name);
  if (named !== null || time.score < SURE) return named;
  const session = best(table, 'session', free);
  return session && { ...session, score: session.score / 2 - 2 };
}

/** A bare `id` names an agent only where something moves. */
function agentOf(table: TableInfo, moves: boolean, free: (column: ColumnInfo) => boolean): Scored | null {
  const agent = best(table, 'agent', (column) => free(column) && !isWholeKey(table, column.name));
  return agent !== null && (moves || agent.score > 2) ? agent : null;
}

/** Whether an episode's number starts again in every session. */
function countsWithin(table: TableInfo, episode: string, session: Scored | null): boolean {
  if (session === null || foreignKeyOf(table, episode) !== undefined || isWholeKey(table, episode)) return false;
  return isCounter(episode) || findColumn(table, episode)?.kind === 'integer';
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
export function measuresOf(table: TableInfo, taken: ReadonlySet<string>): readonly string[] {
  const keys = new Set(table.foreignKeys.flatMap(({ columns }) => columns));
  for (const column of table.primaryKey) if (findColumn(table, column)?.kind === 'integer') keys.add(column);
  return table.columns
    .filter(({ name, kind }) => numbers.has(kind) && !keys.has(name) && !taken.has(name) && !/(^|_)id$/i.test(name))
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
  const last = episode.at(-1);
  return (
    (last !== undefined && primaryKey.includes(time) && primaryKey.includes(last) ? 6 : 0) +
    (last === undefined || foreignKeyOf(table, last) === undefined ? 0 : 4) +
    (agent === null ? 0 : 2) +
    (position === null ? 0 : 3) +
    Math.min(measures.length, 6) / 2 +
    (estimatedRows !== null && estimatedRows > 0 ? Math.log10(estimatedRows) : 0) +
    (kind === 'view' ? -2 : 0)
  );
}
