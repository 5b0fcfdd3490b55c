import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { RollUps } from '#shared/model/experiment.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel, BoundSteps } from '../binding/bind.ts';
import { idIn, idText, sameKey } from '../binding/ids.ts';
import { type BoundMeasure, lensMeasures } from '../measures/measures.ts';
import { type Episodes, unitOf } from '../measures/units.ts';
import { named, perEpisode, whole } from './per-episode.ts';
import { frameRate, inSessions, selectParts } from './steps-source.ts';

/** A roll-up: a column of the answer, of one episode (a row `x` of `perEpisode`) and of the episodes of a session. */
interface RollUp {
  readonly column: AnswerColumn;
  readonly ofEpisode: Sql;
  readonly ofSession: Sql;
}

const NONE: RollUps = { columns: [], rows: {} };

/**
 * Steps, agents, frames, duration and the lens's measures of some episodes, in one statement. Of none: which columns there
 * will be, so that a list can make room for them.
 */
export async function episodesRollUps(
  lens: BoundLens,
  ids: readonly string[],
  options: QueryOptions,
): Promise<RollUps> {
  const { episode, steps, dialect } = lens;
  if (episode === null || steps === null) return NONE;
  const measures = rollUpMeasures(lens);
  const rollUps = rollUpsOf(lens, steps, await withUnits(lens, measures, { sessions: [], episodes: ids }, options));
  const columns = rollUps.map(({ column }) => column);
  if (ids.length === 0) return { columns, rows: {} };
  const where = [idIn(steps.episode, ids, dialect)];
  const inner = perEpisode({ dialect, steps, where, measures, frames: true });
  const id = named('b', episode.id, 'k');
  const query = sql`
    select ${idText(id, dialect)}, ${join(rollUps.map(({ ofEpisode }) => ofEpisode))}
    from (${listed(episode, steps, idIn(episode.id, ids, dialect))}) b
    left join (${inner}) x on ${sameKey(id, named('x', steps.episode, 'k'), dialect)}`;
  return answer(lens, query, columns, options);
}

/** How many episodes each of some sessions has, and what these hold together, in one statement. */
export async function sessionsRollUps(
  lens: BoundLens,
  ids: readonly string[],
  options: QueryOptions,
): Promise<RollUps> {
  const { episode, steps, dialect } = lens;
  const parent = episode?.parent ?? null;
  if (episode === null || parent === null) return NONE;
  const measures = rollUpMeasures(lens);
  const units = await withUnits(lens, measures, { sessions: ids, episodes: [] }, options);
  const rollUps = steps === null ? [] : rollUpsOf(lens, steps, units);
  const counted = countColumn('episodes', titled(episode.level.word[1]));
  const columns = [counted, ...rollUps.map(({ column }) => column)];
  if (ids.length === 0) return { columns, rows: {} };
  const id = named('b', parent, 'p');
  const query = sql`
    select ${join([idText(id, dialect), raw('count(*)'), ...rollUps.map(({ ofSession }) => ofSession)])}
    from (${listed(episode, steps, idIn(parent, ids, dialect))}) b ${steps === null ? raw('') : joined(lens, episode, steps, measures, ids)}
    group by ${join(id.map((part) => part.sql))}`;
  return answer(lens, query, columns, options);
}

/** Joins what the steps of each episode of some sessions come to. */
function joined(
  lens: BoundLens,
  episode: BoundLevel,
  steps: BoundSteps,
  measures: readonly BoundMeasure[],
  sessions: readonly string[],
): Sql {
  const where = inSessions(lens, episode, steps, sessions);
  const { dialect } = lens;
  const inner = perEpisode({ dialect, steps, where, measures, frames: true });
  return sql`left join (${inner}) x on ${sameKey(named('b', episode.id, 'k'), named('x', steps.episode, 'k'), dialect)}`;
}

/** Some episodes: `k0…` the id, `p0…` the session's, `rate` the frames per second. */
function listed(episode: BoundLevel, steps: BoundSteps | null, which: Sql): Sql {
  const rate = steps && frameRate(episode, steps);
  const columns = [
    selectParts(episode.id, 'k'),
    ...(episode.parent === null ? [] : [selectParts(episode.parent, 'p')]),
    sql`${rate ?? raw('cast(null as double precision)')} as rate`,
  ];
  return sql`select ${join(columns)} from ${episode.from} where ${which}`;
}

function rollUpMeasures(lens: BoundLens): readonly BoundMeasure[] {
  return lensMeasures(lens).filter(({ spec }) => spec.rollUp && spec.level === 'step');
}

interface WithUnit {
  readonly measure: BoundMeasure;
  readonly unit: string | null;
}

async function withUnits(
  lens: BoundLens,
  measures: readonly BoundMeasure[],
  about: Episodes,
  options: QueryOptions,
): Promise<readonly WithUnit[]> {
  return Promise.all(
    measures.map(async (measure) => ({ measure, unit: await unitOf(lens, measure.spec.unit, about, options) })),
  );
}

function rollUpsOf(lens: BoundLens, steps: BoundSteps, measures: readonly WithUnit[]): readonly RollUp[] {
  const all = sql`${whole(raw('coalesce(sum(x.steps), 0)'))}`;
  return [
    {
      column: countColumn('steps', titled(steps.steps.word[1])),
      ofEpisode: raw('coalesce(x.steps, 0)'),
      ofSession: all,
    },
    ...(steps.agent === null
      ? []
      : [
          { column: countColumn('agents', 'Agents seen'), ofEpisode: raw('x.agents'), ofSession: raw('max(x.agents)') },
        ]),
    {
      column: countColumn('frames', 'Frames seen'),
      ofEpisode: raw('x.frames'),
      ofSession: whole(raw('sum(x.frames)')),
    },
    durationOf(lens, steps),
    ...measures.map(measureOf),
  ];
}

/** Seconds where the time is one or a frame rate is known; else in the time's own unit. */
function durationOf({ episode, lens }: BoundLens, { steps, time }: BoundSteps): RollUp {
  const seconds = time.kind === 'time' || (steps.frameRate !== undefined && episode?.level.distinct === false);
  const rated = time.kind !== 'time' && seconds;
  const span = raw(rated ? '(x.last - x.first) / b.rate' : '(x.last - x.first)');
  return {
    column: {
      name: 'duration',
      title: 'Duration',
      type: 'double precision',
      kind: 'float',
      unit: seconds ? 's' : (lens.steps?.time.unit ?? null),
    },
    ofEpisode: span,
    ofSession: sql`sum(${span})`,
  };
}

function measureOf({ measure: { spec }, unit }: WithUnit, at: number): RollUp {
  const [sum, count, low, high] = [`s${at}`, `c${at}`, `lo${at}`, `hi${at}`].map((each) => name('x', each)) as [
    Sql,
    Sql,
    Sql,
    Sql,
  ];
  const column = (word: string, title: string): AnswerColumn => ({
    name: `${word}_${spec.id}`,
    title: `${title} ${spec.title.toLowerCase()}`,
    type: 'double precision',
    kind: 'float',
    unit,
  });
  switch (spec.reduce) {
    case 'sum':
      return { column: column('total', 'Total'), ofEpisode: sum, ofSession: sql`sum(${sum})` };
    case 'min':
      return { column: column('least', 'Least'), ofEpisode: low, ofSession: sql`min(${low})` };
    case 'max':
      return { column: column('greatest', 'Greatest'), ofEpisode: high, ofSession: sql`max(${high})` };
    default: {
      const [word, title] = spec.reduce === 'last' ? ['last', 'Last'] : ['mean', 'Mean'];
      return {
        column: column(word!, title!),
        ofEpisode: sql`${sum} / nullif(${count}, 0)`,
        ofSession: sql`sum(${sum}) / nullif(sum(${count}), 0)`,
      };
    }
  }
}

function countColumn(named: string, title: string): AnswerColumn {
  return { name: named, title, type: 'bigint', kind: 'integer', unit: null };
}

async function answer(
  { connection }: BoundLens,
  query: Sql,
  columns: readonly AnswerColumn[],
  options: QueryOptions,
): Promise<RollUps> {
  const { rows } = await connection.rows(query, options);
  const entries = rows.map(
    ([id, ...values]) => [String(id), values.map((value, at) => tidy(value, columns[at]!))] as const,
  );
  return { columns, rows: Object.fromEntries(entries) };
}

/** Some engines give sums of integers as decimals. */
function tidy(value: Cell, { kind }: AnswerColumn): Cell {
  return kind === 'integer' && value !== null ? (cellNumber(value) ?? value) : value;
}

function titled(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
