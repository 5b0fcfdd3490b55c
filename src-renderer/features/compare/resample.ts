import {
  type AggregateKind,
  aggregate,
  aggregateBootstrap,
  aggregateKinds,
  improvement,
  improvementBootstrap,
  PROFILE_REPETITIONS,
  performanceProfile,
  profileIntervals,
  type Scores,
} from '#shared/statistics/aggregates.ts';
import { type BandOptions, type BandPoint, bandOf } from '#shared/statistics/bands.ts';
import type { Interval } from '#shared/statistics/interval.ts';

/** Work for beside the window: the bands of groups of lines, or the aggregates of groups of runs. */
export type ResampleRequest =
  | {
      readonly kind: 'bands';
      readonly grid: readonly number[];
      readonly groups: readonly (readonly Float64Array[])[];
      readonly options: Omit<BandOptions, 'repetitions'>;
    }
  | {
      readonly kind: 'aggregates';
      readonly groups: readonly Scores[];
      /** Index of the group that the others are compared with. */
      readonly baseline: number;
      readonly target: number;
      /** Scores of the performance profiles. */
      readonly at: readonly number[];
      readonly confidence: number;
    };

export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

export interface Aggregates {
  readonly metrics: Readonly<Record<AggregateKind, Estimate>>;
  /** The probability of lying above the baseline; `null` for the baseline itself, and where the tasks differ. */
  readonly above: Estimate | null;
  readonly profile: readonly { readonly score: number; readonly share: number; readonly interval: Interval }[];
}

/** Of the groups in their order. */
export interface ResampleAnswer {
  readonly repetitions: number;
  readonly bands?: readonly (readonly BandPoint[])[];
  readonly aggregates?: readonly Aggregates[];
}

/** Groups dealt out like cards, so that several can work at them side by side: no more shares than `most`. */
export function sharesOf({ groups }: ResampleRequest, most: number): readonly (readonly number[])[] {
  const count = Math.max(1, Math.min(most, groups.length));
  return Array.from({ length: count }, (_, share) => [...groups.keys()].filter((at) => at % count === share));
}

/** What was found of each of the shares, as one answer. */
export function together(found: readonly ResampleAnswer[]): ResampleAnswer {
  const { repetitions, bands } = found[0]!;
  if (bands !== undefined) return { repetitions, bands: inTurn(found.map((each) => each.bands ?? [])) };
  return { repetitions, aggregates: inTurn(found.map(({ aggregates }) => aggregates ?? [])) };
}

function inTurn<T>(dealt: readonly (readonly T[])[]): readonly T[] {
  const count = dealt.reduce((sum, { length }) => sum + length, 0);
  return Array.from({ length: count }, (_, at) => dealt[at % dealt.length]![Math.floor(at / dealt.length)]!);
}

/** Repetitions of a first answer at once, then of better ones. */
const STAGES = [200, 2000, 50_000] as const;

/** How often what is drawn is repeated, answer by answer; what needs no drawing is answered once. */
export function stagesOf(request: ResampleRequest): readonly number[] {
  const isDrawn = request.kind === 'aggregates' || request.options.band === 'bootstrap';
  return isDrawn ? STAGES : STAGES.slice(0, 1);
}

/** The answer for some groups (all without) with so many repetitions of the bootstrap; the same for the same request. */
export function resample(
  request: ResampleRequest,
  repetitions: number,
  some: readonly number[] = [...request.groups.keys()],
): ResampleAnswer {
  if (request.kind === 'bands') {
    const { groups, grid, options } = request;
    return { repetitions, bands: some.map((at) => bandOf(groups[at]!, grid, { ...options, repetitions })) };
  }
  return { repetitions, aggregates: some.map((at) => aggregatesOf(request, at, repetitions)) };
}

type AggregateRequest = Extract<ResampleRequest, { kind: 'aggregates' }>;

function aggregatesOf(request: AggregateRequest, group: number, repetitions: number): Aggregates {
  const { groups, baseline, target, at, confidence } = request;
  const scores = groups[group]!;
  const metric = (kind: AggregateKind): Estimate => ({
    value: aggregate(scores, kind, target),
    interval: aggregateBootstrap(scores, kind, target).runTo(repetitions).interval(confidence),
  });
  const other = groups[baseline];
  const comparable = group !== baseline && other !== undefined && other.length === scores.length;
  const intervals = profileIntervals(scores, at, Math.min(repetitions, PROFILE_REPETITIONS), confidence);
  return {
    metrics: Object.fromEntries(aggregateKinds.map((kind) => [kind, metric(kind)])) as Aggregates['metrics'],
    above: comparable
      ? {
          value: improvement(scores, other),
          interval: improvementBootstrap(scores, other).runTo(Math.min(repetitions, MOST_RANKED)).interval(confidence),
        }
      : null,
    profile: performanceProfile(scores, at).map((point, index) => ({ ...point, interval: intervals[index]! })),
  };
}

/** As rliable draws for what takes longer: ranks of every repetition. */
const MOST_RANKED = 2000;
