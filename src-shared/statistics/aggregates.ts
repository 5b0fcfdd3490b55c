import { Bootstrap } from './bootstrap.ts';
import { interquartileMeanOfOrdered, mean, quantileOfOrdered, type Sample } from './describe.ts';
import type { Interval } from './interval.ts';
import { probabilityAbove } from './mann-whitney.ts';

/** How the scores of runs, by task, become one number. */
export const aggregateKinds = ['iqm', 'mean', 'median', 'gap'] as const;
export type AggregateKind = (typeof aggregateKinds)[number];

/** Runs of each task; one task where there are no tasks. */
export type Scores = readonly Sample[];

/**
 * The aggregate metrics of rliable (Agarwal et al., 2021): the interquartile mean and the mean over all runs of all tasks; the
 * median of the tasks' means (of the runs, where there is one task); the optimality gap, by how much runs that are not there
 * yet fall short of `target` on average.
 */
export function aggregate(scores: Scores, kind: AggregateKind, target = 1): number {
  if (scores.some(({ length }) => length === 0) || scores.length === 0) return Number.NaN;
  if (kind === 'median' && scores.length > 1) return medianOf(Float64Array.from(scores, mean));
  const all = together(scores);
  if (kind === 'iqm') return interquartileMeanOfOrdered(all.sort());
  if (kind === 'median') return medianOf(all);
  return kind === 'mean' ? mean(all) : target - mean(all.map((score) => Math.min(score, target)));
}

const medianOf = (values: Float64Array): number => quantileOfOrdered(values.sort(), 0.5);

function together(scores: Scores): Float64Array {
  const all = new Float64Array(scores.reduce((count, { length }) => count + length, 0));
  let at = 0;
  for (const sample of scores) {
    all.set(sample, at);
    at += sample.length;
  }
  return all;
}

/** The stratified bootstrap of an aggregate; run it as far as there is time. */
export function aggregateBootstrap(scores: Scores, kind: AggregateKind, target = 1): Bootstrap {
  return new Bootstrap(scores, (drawn) => aggregate(drawn, kind, target));
}

/** The probability that a run of `one` lies above one of `other` on the same task, the mean over tasks. */
export function improvement(one: Scores, other: Scores): number {
  return mean(one.map((runs, task) => probabilityAbove(runs, other[task] ?? [])));
}

export function improvementBootstrap(one: Scores, other: Scores): Bootstrap {
  return new Bootstrap([...one, ...other], (drawn) => improvement(drawn.slice(0, one.length), drawn.slice(one.length)));
}

/** A point of a performance profile: the share of runs above a score, the mean over tasks. */
export interface ProfilePoint {
  readonly score: number;
  readonly share: number;
}

/** The score distribution of rliable: for each score the share of runs that lie above it. */
export function performanceProfile(scores: Scores, at: readonly number[]): readonly ProfilePoint[] {
  return at.map((score) => ({ score, share: mean(scores.map((runs) => shareAbove(runs, score))) }));
}

function shareAbove(runs: Sample, score: number): number {
  let above = 0;
  for (const run of runs) if (run > score) above += 1;
  return above / runs.length;
}

/** As many repetitions as intervals of a hundred scores get: rliable draws no more for them. */
export const PROFILE_REPETITIONS = 2000;

/** Point by point, the interval of a performance profile by stratified bootstrap. */
export function profileIntervals(
  scores: Scores,
  at: readonly number[],
  repetitions: number,
  level = 0.95,
): readonly Interval[] {
  return at.map((score) => profileInterval(scores, score, repetitions, level));
}

export function profileInterval(scores: Scores, score: number, repetitions: number, level: number): Interval {
  return new Bootstrap(scores, (drawn) => mean(drawn.map((runs) => shareAbove(runs, score))))
    .runTo(repetitions)
    .interval(level);
}
