import type { MeasureSpec } from '#shared/model/lens.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import type { BoundLong } from '../keyed/bind-rows.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import { EPOCH } from '../trajectory/header.ts';
import { whole } from './per-episode.ts';

/**
 * What lists show of the rows below: a column and its value, of one episode and of the episodes of a session. Values are
 * over the listed episodes `b` (see `listed`) and what their steps come to, `x` (see `perEpisode`).
 */
export interface RollUp {
  readonly ofEpisode: RolledUp | null;
  readonly ofSession: RolledUp | null;
}

export interface RolledUp {
  readonly column: AnswerColumn;
  readonly value: Sql;
}

export interface WithUnit {
  readonly measure: BoundMeasure;
  readonly unit: string | null;
}

/**
 * Counts and duration of the steps (agents and frames where there are agents), and the measures over them, in the order
 * that `perEpisode` numbers these.
 */
export function rollUpsOfSteps(lens: BoundLens, steps: BoundSteps, measures: readonly WithUnit[]): readonly RollUp[] {
  const counts = [
    both(
      countColumn('steps', titled(steps.steps.word[1])),
      raw('coalesce(x.steps, 0)'),
      whole(raw('coalesce(sum(x.steps), 0)')),
    ),
    ...(steps.agent === null
      ? []
      : [
          both(countColumn('agents', 'Agents seen'), raw('x.agents'), raw('max(x.agents)')),
          both(countColumn('frames', 'Frames seen'), raw('x.frames'), whole(raw('sum(x.frames)'))),
        ]),
  ];
  return [...counts, durationOf(lens, steps), ...rollUpsOfRecords('x', measures)];
}

/** Measures over the rows that `perEpisode` counts as `alias`, in the order that it numbers them. */
export function rollUpsOfRecords(alias: string, measures: readonly WithUnit[]): readonly RollUp[] {
  return measures.map((measure, at) => overRows(alias, measure, at));
}

/** How many keys an episode of long steps has, and how far the last of them goes, as its latest values tell. */
export function rollUpsOfLong({ long, latest }: BoundLong): readonly RollUp[] {
  if (latest === null) return [];
  const [, many] = long.word;
  const last = { name: 'last', title: 'Last step', type: latest.time.type, kind: latest.time.kind, unit: null };
  return [
    { ofEpisode: { column: countColumn('keys', titled(many)), value: raw('coalesce(x.keys, 0)') }, ofSession: null },
    { ofEpisode: { column: last, value: raw('x.last') }, ofSession: null },
  ];
}

/** Measures of episodes, which `b` numbers. The list of episodes leaves out what it shows as a fact already. */
export function rollUpsOfEpisodes({ episode }: BoundLens, measures: readonly WithUnit[]): readonly RollUp[] {
  const facts = new Set(episode?.facts.map(({ name: fact }) => fact));
  return measures.map(({ measure: { spec }, unit }, at) => {
    const value = name('b', `m${at}`);
    const own = numberColumn(spec.id, spec.title, unit);
    return {
      ofEpisode: facts.has(spec.id) ? null : { column: own, value },
      ofSession: { column: reducedColumn(spec, unit), value: sql`${raw(aggregates[spec.reduce])}(${value})` },
    };
  });
}

/** The last episode alone has a value of what is reduced to its last one. */
const aggregates = { mean: 'avg', last: 'max', sum: 'sum', min: 'min', max: 'max' } as const;

/** Seconds where the time is one or a frame rate is known; else in the time's own unit. */
function durationOf({ episode, lens }: BoundLens, { steps, time }: BoundSteps): RollUp {
  const seconds = time.kind === 'time' || (steps.frameRate !== undefined && episode?.level.distinct === false);
  const rated = time.kind !== 'time' && seconds;
  const span = raw(rated ? '(x.last - x.first) / b.rate' : '(x.last - x.first)');
  const own = lens.steps?.time.unit ?? null;
  const unit = seconds || own === EPOCH ? 's' : own;
  return both(numberColumn('duration', 'Duration', unit), span, sql`sum(${span})`);
}

function overRows(alias: string, { measure: { spec }, unit }: WithUnit, at: number): RollUp {
  const [sum, count, low, high] = [`s${at}`, `c${at}`, `lo${at}`, `hi${at}`].map((each) => name(alias, each)) as [
    Sql,
    Sql,
    Sql,
    Sql,
  ];
  const column = reducedColumn(spec, unit);
  switch (spec.reduce) {
    case 'sum':
      return both(column, sum, sql`sum(${sum})`);
    case 'min':
      return both(column, low, sql`min(${low})`);
    case 'max':
      return both(column, high, sql`max(${high})`);
    default:
      return both(column, sql`${sum} / nullif(${count}, 0)`, sql`sum(${sum}) / nullif(sum(${count}), 0)`);
  }
}

const words: Readonly<Record<MeasureSpec['reduce'], readonly [id: string, title: string]>> = {
  mean: ['mean', 'Mean'],
  last: ['last', 'Last'],
  sum: ['total', 'Total'],
  min: ['least', 'Least'],
  max: ['greatest', 'Greatest'],
};

function reducedColumn({ id, title, reduce }: WithUnit['measure']['spec'], unit: string | null): AnswerColumn {
  const [word, before] = words[reduce];
  return numberColumn(`${word}_${id}`, `${before} ${title.toLowerCase()}`, unit);
}

function numberColumn(named: string, title: string, unit: string | null): AnswerColumn {
  return { name: named, title, type: 'double precision', kind: 'float', unit };
}

export function countColumn(named: string, title: string): AnswerColumn {
  return { name: named, title, type: 'bigint', kind: 'integer', unit: null };
}

export function titled(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function both(column: AnswerColumn, ofEpisode: Sql, ofSession: Sql): RollUp {
  return { ofEpisode: { column, value: ofEpisode }, ofSession: { column, value: ofSession } };
}
