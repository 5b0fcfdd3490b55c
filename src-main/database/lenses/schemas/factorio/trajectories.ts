import { findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import { all, join, name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { compile, doubleOf, type Place, tableAs } from '../../binding/compile.ts';
import type { LensContext } from '../../lens-context.ts';
import { process, task } from './expressions.ts';

/** The table of programs under the alias `p`, where it has what questions need. */
export interface Programs {
  readonly context: LensContext;
  readonly table: TableInfo;
  readonly from: Sql;
  /** Columns and expressions of one program. */
  readonly of: { readonly process: Sql; readonly task: Sql; readonly score: Sql; readonly made: (how: string) => Sql };
}

const NEEDED = ['id', 'version', 'version_description', 'model', 'meta', 'value', 'depth', 'token_usage', 'created_at'];

export function programsOf(context: LensContext): Programs | null {
  const table = context.find('programs');
  if (table === undefined || NEEDED.some((each) => findColumn(table, each) === undefined)) return null;
  const { dialect, find } = context;
  const place: Place = { dialect, table, alias: 'p', find };
  const compiled = (expression: Parameters<typeof compile>[0]) => compile(expression, place);
  const score = compiled({ json: 'meta', path: ['production_score'], as: 'number' });
  const none = raw('cast(null as double precision)');
  return {
    context,
    table,
    from: tableAs(table, 'p'),
    of: {
      process: compiled(process)?.sql ?? raw('null'),
      task: compiled(task)?.sql ?? raw('null'),
      score: score === null ? none : doubleOf(score, dialect),
      made: (how) => compiled({ json: 'achievements_json', path: [how], as: 'sum' })?.sql ?? none,
    },
  };
}

/** A column of `p` as a double; NULL where the layout lacks it. */
export function numberOf({ table }: Programs, column: string): Sql {
  return findColumn(table, column) === undefined
    ? raw('cast(null as double precision)')
    : sql`cast(${name('p', column)} as double precision)`;
}

/**
 * What the project's tools call a trajectory, a row each: a version's agent, whichever process ran it. Its final reward is
 * the greatest value of a program, as it is there.
 */
export function trajectories(programs: Programs, where: readonly Sql[] = []): Sql {
  const { context, from, of } = programs;
  const { dialect } = context;
  const total = (column: string) => sql`sum(${numberOf(programs, column)})`;
  const most = (column: string) => sql`max(${numberOf(programs, column)})`;
  const [started, ended] = [sql`min(p.created_at)`, sql`max(p.created_at)`];
  const columns = [
    raw('p.version as version'),
    raw('p.version_description as description'),
    raw('p.model as model'),
    raw('p.instance as instance'),
    sql`min(${of.task}) as task`,
    sql`count(distinct ${of.process}) as processes`,
    raw('count(*) as steps'),
    sql`${most('depth')} as max_depth`,
    sql`${most('value')} as final_reward`,
    sql`${most('raw_reward')} as max_raw_reward`,
    sql`max(${of.score}) as production_score`,
    sql`${total('token_usage')} as tokens`,
    sql`${total('prompt_token_usage')} as prompt_tokens`,
    sql`${total('completion_token_usage')} as completion_tokens`,
    sql`sum(${of.made('static')}) as made_by_hand`,
    sql`sum(${of.made('dynamic')}) as made_by_machines`,
    sql`${started} as started`,
    sql`${ended} as ended`,
    sql`${dialect.epochSeconds(ended)} - ${dialect.epochSeconds(started)} as duration`,
  ];
  return sql`select ${join(columns)} from ${from} where ${all(where)} group by 1, 2, 3, 4`;
}
