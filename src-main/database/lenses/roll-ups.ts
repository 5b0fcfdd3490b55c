import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { RollUps } from '#shared/model/experiment.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import type { QueryOptions } from '../drivers/driver.ts';
import { join, name, raw, type Sql, sql } from '../sql/sql.ts';
import type { BoundLens, BoundSteps } from './bind.ts';
import { idIn, idText, sameId } from './ids.ts';
import { type BoundMeasure, lensMeasures } from './measures.ts';
import { named, type PerEpisode, perEpisode, positions, whole } from './per-episode.ts';
import { stepsSource } from './steps-source.ts';
import { type Episodes, unitOf } from './units.ts';

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
  const source = stepsSource(lens, episode, steps);
  const measures = rollUpMeasures(lens);
  const rollUps = rollUpsOf(lens, steps, await withUnits(lens, measures, { sessions: [], episodes: ids }, options));
  const columns = rollUps.map(({ column }) => column);
  if (ids.length === 0) return { columns, rows: {} };
  const inner = perEpisode({ dialect, steps, source, where: source.inEpisodes(ids), measures, frames: true });
  const known = episode.id.map((part, at) => sql`${part.sql} as ${name(`k${at}`)}`);
  const query = sql`
    select ${idText(named('b', episode.id, 'k'), dialect)}, ${join(rollUps.map(({ ofEpisode }) => ofEpisode))}
    from (select ${join(known)} from ${episode.from} where ${idIn(episode.id, ids, dialect)}) b
    left join (${inner}) x on ${sameId(named('b', episode.id, 'k'), named('x', episode.id, 'k'))}`;
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
  const counted = countColumn('episodes', titled(episode.level.word[1]));
  const base = sql`
    select ${join(parent.map((part, at) => sql`${part.sql} as ${name(`p${at}`)}`))}, count(*) as episodes
    from ${episode.from} where ${idIn(parent, ids, dialect)} group by ${positions(parent.length)}`;
  const id = named('b', parent, 'p');
  const source = steps === null ? null : stepsSource(lens, episode, steps);
  if (steps === null || source?.session == null) {
    if (ids.length === 0) return { columns: [counted], rows: {} };
    return answer(lens, sql`select ${idText(id, dialect)}, b.episodes from (${base}) b`, [counted], options);
  }
  const measures = rollUpMeasures(lens);
  const rollUps = rollUpsOf(lens, steps, await withUnits(lens, measures, { sessions: ids, episodes: [] }, options));
  const columns = [counted, ...rollUps.map(({ column }) => column)];
  if (ids.length === 0) return { columns, rows: {} };
  const question: PerEpisode = { dialect, steps, source, where: source.inSessions(ids), measures, frames: true };
  const inner = sql`
    select ${join(parent.map((_, at) => name('x', `p${at}`)))},
      ${join(rollUps.map(({ ofSession, column }) => sql`${ofSession} as ${name(column.name)}`))}
    from (${perEpisode(question)}) x group by ${positions(parent.length)}`;
  const query = sql`
    select ${idText(id, dialect)}, b.episodes, ${join(rollUps.map(({ column }) => name('y', column.name)))}
    from (${base}) b left join (${inner}) y on ${sameId(id, named('y', parent, 'p'))}`;
  return answer(lens, query, columns, options);
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
  const all = sql`${whole(raw('sum(x.steps)'))}`;
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
  const span = raw(rated ? '(x.last - x.first) / x.rate' : '(x.last - x.first)');
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
