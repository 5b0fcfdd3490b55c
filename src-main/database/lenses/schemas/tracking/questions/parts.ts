import { findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import { name, raw, type Sql, sql } from '../../../../sql/sql.ts';
import { compile, tableAs } from '../../../binding/compile.ts';
import type { LensContext } from '../../../lens-context.ts';
import { columnsAre } from '../../../questions/columns-are.ts';
import type { QuestionParameter, QuestionValues } from '../../../questions/question.ts';

/** The tables that nearly every question reads. */
export interface TrackingTables {
  readonly sessions: TableInfo;
  readonly episodes: TableInfo;
  readonly observations: TableInfo;
}

export function tablesOf({ find }: LensContext): TrackingTables | null {
  const [sessions, episodes, observations] = [find('sessions'), find('episodes'), find('observations')];
  return sessions && episodes && observations ? { sessions, episodes, observations } : null;
}

/** `categories`, or what generations A and B called it. */
export function categoriesOf({ find }: LensContext): TableInfo | undefined {
  return find('categories') ?? find('property_categories');
}

export const session: QuestionParameter = { id: 'session', title: 'Session', kind: 'session' };
export const episode: QuestionParameter = { id: 'episode', title: 'Episode', kind: 'episode' };

/** Frames from and to, both included, as the project's own tools take them. */
const frames: readonly QuestionParameter[] = [
  { id: 'start_time', title: 'From frame', kind: 'number', whole: true, optional: true },
  { id: 'end_time', title: 'To frame', kind: 'number', whole: true, optional: true },
];

/** Which observations: an agent type (`all` for each) and a range of frames. */
export const which: readonly QuestionParameter[] = [
  { id: 'agent_type', title: 'Agent type', kind: 'choice', default: 'all' },
  ...frames,
];

/** The agent types there are, and `all`. */
export const agentTypes = {
  agent_type: ({ find }: LensContext): Sql | null => {
    const types = find('agent_types');
    if (types === undefined) return null;
    return sql`select t.id, t.title from (
      select 0 as place, 'all' as id, 'All types' as title
      union all select 1, a.type_id, a.type_name from ${tableAs(types, 'a')}
    ) t order by t.place, t.id`;
  },
};

/** Observations (alias `o`) of an episode or a session, of a type and between frames, as far as these are asked for. */
export function observed(context: LensContext, tables: TrackingTables, values: QuestionValues): Sql {
  const { episodes, observations } = tables;
  const { start_time: from = null, end_time: to = null, agent_type: type = null, session: of = null } = values;
  const inSession = sql`o.episode_id in (select e.episode_id from ${tableAs(episodes, 'e')}
    where ${columnsAre(context, episodes, 'e', ['session_id'], of)})`;
  const ofType = columnsAre(context, observations, 'o', ['agent_type_id'], type);
  return sql`${columnsAre(context, observations, 'o', ['episode_id'], values['episode'])}
    and ${of === null ? raw('1=1') : inSession} and ${type === 'all' ? raw('1=1') : ofType}
    and ${from === null ? raw('1=1') : sql`o.time_index >= ${from}`}
    and ${to === null ? raw('1=1') : sql`o.time_index <= ${to}`}`;
}

/** Length of the velocity of `o`; NULL where none of it is known. */
export function speedOf({ dialect, find }: LensContext, observations: TableInfo): Sql {
  const place = { dialect, table: observations, alias: 'o', find };
  return compile({ call: 'hypot', of: ['v_x', 'v_y', 'v_z'] }, place)?.sql ?? raw('cast(null as double precision)');
}

/** A column where the database has it, NULL where not. */
export function orNull(table: TableInfo, alias: string, column: string, type = 'varchar'): Sql {
  return findColumn(table, column) === undefined ? raw(`cast(null as ${type})`) : name(alias, column);
}

/** A number of a parameter as a double. */
export function double(value: string | number | null | undefined): Sql {
  return sql`cast(${Number(value ?? 0)} as double precision)`;
}

/** A number of a parameter that the engine has to know beforehand. */
export function share(value: string | number | null | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
