import { cellNumber } from '#shared/model/cell.ts';
import type { Lens } from '#shared/model/lens.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { digits } from '../../sql/dialect.ts';
import { all, join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel, BoundSteps } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf, tableAs } from '../binding/compile.ts';
import { sameId } from '../binding/ids.ts';

/** How many of the first rows are counted. */
const ROWS = 10_000;

interface Check {
  /** What is wrong with a row ("x is no number"). */
  readonly words: string;
  readonly when: Sql;
}

/** How many of the first rows a lens cannot read, and why, in sentences; nothing where it reads all of them. */
export async function unreadRows(lens: BoundLens, options: QueryOptions): Promise<readonly string[]> {
  const { session, episode, steps } = lens;
  const found = [
    ...(steps === null
      ? []
      : await counted(
          lens,
          steps.place.alias,
          tableOf(steps, ROWS),
          stepChecks(lens, steps),
          steps.steps.word[1],
          options,
        )),
    ...(episode === null || episode.level.distinct
      ? []
      : await counted(
          lens,
          episode.place.alias,
          tableOf(episode, ROWS),
          levelChecks(episode, session),
          episode.level.word[1],
          options,
        )),
    ...(session === null || session.level.distinct
      ? []
      : await counted(
          lens,
          session.place.alias,
          tableOf(session, ROWS),
          levelChecks(session, null),
          session.level.word[1],
          options,
        )),
  ];
  return found;
}

/** The first rows of a level's table under its alias. */
function tableOf({ place }: Pick<BoundLevel | BoundSteps, 'place'>, count: number): Sql {
  const inner = tableAs(place.table, 'first_rows');
  return sql`(select * from ${inner} limit ${digits(count)})`;
}

async function counted(
  { connection }: BoundLens,
  alias: string,
  from: Sql,
  checks: readonly Check[],
  word: string,
  options: QueryOptions,
): Promise<readonly string[]> {
  const counts = checks.map(({ when }) => sql`sum(case when ${when} then 1 else 0 end)`);
  const { rows } = await connection.rows(
    sql`select ${join([raw('count(*)'), ...counts])} from ${from} ${name(alias)}`,
    options,
  );
  const [total = 0, ...found] = (rows[0] ?? []).map((cell) => cellNumber(cell) ?? 0);
  const of =
    total === ROWS ? `the first ${ROWS.toLocaleString('en')} ${word}` : `${total.toLocaleString('en')} ${word}`;
  return found.flatMap((count, at) =>
    count === 0 ? [] : [`${count === total ? 'all' : count.toLocaleString('en')} of ${of}: ${checks[at]!.words}`],
  );
}

function stepChecks(lens: BoundLens, steps: BoundSteps): readonly Check[] {
  const { dialect, episode } = lens;
  const { position } = steps;
  const notNumber = (part: Compiled): Sql => {
    const value = doubleOf(part, dialect);
    return sql`${value} is null or not (${dialect.isFinite(value)})`;
  };
  const listed = episode !== null && !episode.level.distinct && episode.id.length === steps.episode.length;
  return [
    { words: 'no episode is named', when: all(steps.episode.map((part) => sql`${part.sql} is null`)) },
    ...(listed
      ? [
          {
            words: `the ${episode.level.word[0]} they name is not listed`,
            when: sql`${steps.episode[0]!.sql} is not null and not exists (select 1 from ${episode.from} where ${sameId(episode.id, steps.episode)})`,
          },
        ]
      : []),
    { words: 'no time', when: sql`${steps.time.sql} is null` },
    ...(steps.agent === null ? [] : [{ words: 'no agent', when: sql`${steps.agent.sql} is null` }]),
    ...(position === null
      ? []
      : (['x', 'y', 'z'] as const).flatMap((axis) => {
          const part = position[axis];
          return part === null ? [] : [{ words: `${axis} is no finite number`, when: notNumber(part) }];
        })),
    ...measureChecks(lens.lens, steps, lens),
  ];
}

/** Missing values are no fault of a measure; values that are no numbers are. */
function measureChecks({ measures }: Lens, steps: BoundSteps, { dialect }: BoundLens): readonly Check[] {
  return measures
    .filter(({ level, of }) => level === 'step' && of === undefined)
    .slice(0, MEASURES)
    .flatMap(({ title, value }) => {
      const part = compile(value, steps.place);
      if (part === null) return [];
      const number = doubleOf(part, dialect);
      return [
        {
          words: `${title} is no finite number`,
          when: sql`${part.sql} is not null and (${number} is null or not (${dialect.isFinite(number)}))`,
        },
      ];
    });
}

const MEASURES = 40;

function levelChecks(level: BoundLevel, parent: BoundLevel | null): readonly Check[] {
  const named = { words: 'no id', when: all(level.id.map((part) => sql`${part.sql} is null`)) };
  const { parent: leads } = level;
  if (leads === null || parent === null || parent.id.length !== leads.length) return [named];
  const word = parent.level.word[0];
  const none = { words: `no ${word} is named`, when: all(leads.map((part) => sql`${part.sql} is null`)) };
  if (parent.level.distinct) return [named, none];
  const unlisted = sql`${leads[0]!.sql} is not null and not exists (select 1 from ${parent.from} where ${sameId(parent.id, leads)})`;
  return [named, none, { words: `the ${word} they name is not listed`, when: unlisted }];
}
