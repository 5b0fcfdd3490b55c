import { cellNumber } from '#shared/model/cell.ts';
import type { Lens } from '#shared/model/lens.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel, BoundSteps } from '../binding/bind.ts';
import { type Compiled, compile, compileAll, doubleOf, type Place, tableAs } from '../binding/compile.ts';
import { sameId } from '../binding/ids.ts';
import { stateOf } from '../states/bind-states.ts';
import { ROWS, someRowsOf } from './some-rows.ts';

interface Check {
  /** What is wrong with a row ("x is no number"). */
  readonly words: string;
  readonly when: Sql;
}

/** What is looked for in the first rows of a table. */
interface Checked {
  readonly place: Place;
  /** What its rows are called. */
  readonly word: string;
  readonly checks: readonly Check[];
}

/** How many of the first rows a lens cannot read, and why, in sentences; nothing where it reads all of them. */
export async function unreadRows(lens: BoundLens, options: QueryOptions): Promise<readonly string[]> {
  const { session, episode, steps } = lens;
  const found: string[] = [];
  for (const each of [
    ...(steps === null ? [] : [{ place: steps.place, word: steps.steps.word[1], checks: stepChecks(lens, steps) }]),
    ...levelsChecked(episode, session),
    ...levelsChecked(session, null),
    ...statesChecked(lens),
  ])
    found.push(...(await counted(lens, each, options)));
  return found;
}

async function counted(
  { connection }: BoundLens,
  { place, word, checks }: Checked,
  options: QueryOptions,
): Promise<readonly string[]> {
  const counts = checks.map(({ when }) => sql`sum(case when ${when} then 1 else 0 end)`);
  const { rows } = await connection.rows(
    sql`select ${join([raw('count(*)'), ...counts])} from ${tableAs(someRowsOf(place.table), place.alias)}`,
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

function levelsChecked(level: BoundLevel | null, parent: BoundLevel | null): readonly Checked[] {
  if (level === null || level.level.distinct) return [];
  return [{ place: level.place, word: level.level.word[1], checks: levelChecks(level, parent) }];
}

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

function statesChecked({ lens: { states, session }, dialect, find }: BoundLens): readonly Checked[] {
  const table = states && find(states.table);
  if (states === undefined || table === undefined) return [];
  const place: Place = { dialect, table, alias: 't', find };
  const [time, value] = [compile(states.time, place), compile(states.value, place)];
  const ids = compileAll(states.session, place);
  if (time === null || value === null || ids === null) return [];
  const { on, off } = states.words;
  const isKnown = sql`coalesce(${stateOf(states, value, place)}, 2) in (0, 1)`;
  const checks = [
    { words: `no ${session?.word[0] ?? 'session'} is named`, when: all(ids.map((part) => sql`${part.sql} is null`)) },
    { words: 'no time', when: sql`${time.sql} is null` },
    { words: `the state is neither ${on} nor ${off}`, when: sql`${value.sql} is not null and not (${isKnown})` },
  ];
  return [{ place, word: `rows of ${states.title.toLowerCase()}`, checks }];
}
