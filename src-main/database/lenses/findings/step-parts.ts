import type { QuestionColumn } from '#shared/model/question.ts';
import { join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { type Compiled, doubleOf, textOf } from '../binding/compile.ts';
import { idText } from '../binding/ids.ts';
import { stepKey } from '../binding/row-keys.ts';
import { column, EPISODES, idColumn, type Names } from './check.ts';

/** Steps as checks read them, and what names the line of rows that one agent makes in an episode. */
export interface StepParts {
  readonly steps: BoundSteps;
  /** Rows `k0…`, `agent`, `kind`, `t` (a double), and what else is asked for. */
  rows(more?: readonly Sql[], where?: readonly Sql[]): Sql;
  /** `b.k0, …, b.agent, b.kind` */
  line(alias: string): Sql;
  keys(alias: string): Sql;
  /** The columns that an answer begins with, and their values. */
  readonly columns: readonly QuestionColumn[];
  values(alias: string): Sql;
  /** The episode's id. */
  id(alias: string): Sql;
  timeColumn(name: string, title?: string): QuestionColumn;
  time(value: Sql): Sql;
  /** How an answer with a row per step, or stretch of them, names the steps. */
  names(which: WhichSteps): Names;
}

/** Which steps `b` of its line a row of an answer, `f`, names; `time` is theirs, as the answer has it. */
export interface WhichSteps {
  readonly is: (time: Sql) => Sql;
  /** What else of the steps it takes. */
  readonly more?: readonly Sql[];
}

/** Answers whose `time` is that of the step. */
export const AT_TIME: WhichSteps = { is: (time) => sql`${time} = f.time` };

/** `null` where the lens knows no steps, or rows are values rather than steps (`long`). */
export function stepParts({ steps, dialect, lens }: BoundLens): StepParts | null {
  if (steps === null || steps.steps.long !== undefined) return null;
  const { episode, agent, agentType } = steps;
  const names = episode.map((_, at) => `k${at}`);
  const text = (part: Compiled | null) => (part === null ? raw('cast(null as text)') : textOf(part, dialect));
  const keyed = (alias: string): readonly Compiled[] =>
    episode.map((part, at) => ({ ...part, sql: name(alias, `k${at}`), column: null }));
  const keys = (alias: string) => join(names.map((each) => name(alias, each)));
  const { kind } = steps.time;
  const rows: StepParts['rows'] = (more = [], where = []) => {
    const own = episode.map((part, at) => sql`${part.sql} as ${name(names[at]!)}`);
    const time = sql`${doubleOf(steps.time, dialect)} as t`;
    const all = [...own, sql`${text(agent)} as agent`, sql`${text(agentType)} as kind`, time, ...more];
    const conditions = [sql`${steps.time.sql} is not null`, ...where];
    return sql`select ${join(all)} from ${steps.from} where ${join(conditions, ' and ')}`;
  };
  const time = (value: Sql) => (kind === 'time' ? dialect.moment(value) : value);
  return {
    steps,
    keys,
    rows,
    names({ is, more = [] }) {
      const key = stepKey(steps, steps.place);
      if (key === null) return EPISODES;
      const alike = [agent, agentType].flatMap((part, at) =>
        part === null ? [] : [sql`${name('b', LINE[at]!)} is not distinct from ${name('f', LINE[at]!)}`],
      );
      const same = [sql`${idText(keyed('b'), dialect)} = f.episode`, ...alike, is(time(raw('b.t')))];
      const named = rows([sql`${idText(key, dialect)} as id`, ...more]);
      return {
        ...{ level: 'step', of: 'episode' },
        rows: (found) => sql`select distinct b.id from (${named}) b join (${found}) f on ${join(same, ' and ')}`,
      };
    },
    line: (alias) => sql`${keys(alias)}, ${name(alias, 'agent')}, ${name(alias, 'kind')}`,
    columns: [
      episodeColumn(lens),
      ...(agent === null ? [] : [column('agent', 'Agent', 'text')]),
      ...(agentType === null ? [] : [column('kind', 'Type', 'text')]),
    ],
    id: (alias) => idText(keyed(alias), dialect),
    values: (alias) =>
      join([
        sql`${idText(keyed(alias), dialect)} as episode`,
        ...(agent === null ? [] : [sql`${name(alias, 'agent')} as agent`]),
        ...(agentType === null ? [] : [sql`${name(alias, 'kind')} as kind`]),
      ]),
    timeColumn: (id, title = steps.steps.time.title) =>
      column(id, title, kind === 'time' ? 'time' : kind === 'integer' ? 'integer' : 'float', steps.steps.time.unit),
    time,
  };
}

const LINE = ['agent', 'kind'];

/** The column with the id of an episode. */
export function episodeColumn(lens: Pick<BoundLens['lens'], 'episode'>): QuestionColumn {
  return idColumn('episode', capital(lens.episode?.word[0] ?? 'episode'), 'episode');
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
