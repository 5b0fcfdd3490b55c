import type { Asker, Where } from '../compare/items.ts';
import type { SeriesRequest } from '../contract/browse.ts';
import type { Measure, SeriesAnswer } from '../model/experiment.ts';
import { Failure } from '../model/failure.ts';
import { longestGap } from './describe.ts';
import { type Stack, stackOf } from './stack.ts';

/** What a stack is asked for with: up to four points per pixel come back whole. */
const PIXELS = 5000;

type Asked = Omit<SeriesRequest, 'measure'>;

/** The same question for what can be added up: points as they are, or each line smoothed by itself. */
export function stackRequest({ sessions, episodes, from, to, x, smooth }: Partial<Asked>): Asked {
  const base = { sessions: sessions ?? [], episodes: episodes ?? [], split: 'mean' as const, points: PIXELS };
  const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return { ...base, ...range, ...(x && { x }), ...(smooth && { smooth }) };
}

/** Parts of a measure, in the order of the list. */
export function partsOf(measures: readonly Measure[], whole: string): readonly Measure[] {
  return measures.filter(({ partOf }) => partOf === whole);
}

/** Sums that measures are, or are parts of, each once; without any of those all that have parts. */
export function wholesOf(measures: readonly Measure[], chosen: readonly Measure[]): readonly Measure[] {
  const whole = new Set(measures.flatMap(({ partOf }) => partOf ?? []));
  const wanted = new Set(chosen.flatMap(({ id, partOf }) => (whole.has(id) ? id : (partOf ?? []))));
  return measures.filter(({ id }) => wanted.has(id));
}

export interface Stacked {
  readonly x: SeriesAnswer['x'];
  readonly stacks: readonly Stack[];
}

/** The answers of the whole and its parts as stacks, one for each line. Fails with BAD_INPUT where lines came reduced. */
export function stacksOf(whole: SeriesAnswer, parts: readonly SeriesAnswer[]): Stacked {
  for (const { series } of [whole, ...parts]) {
    const long = series.find(({ method }) => method.endsWith('m4'));
    if (long !== undefined)
      throw new Failure(
        'BAD_INPUT',
        `“${long.label}” has more than ${4 * PIXELS} points, too many to add up its parts: choose a part of x`,
      );
  }
  const lines = new Map([whole, ...parts].flatMap(({ series }) => series.map((line) => [line.id, line] as const)));
  const stacks = [...lines.values()].map(({ id, label }) => {
    const of = ({ series }: SeriesAnswer) => series.find((line) => line.id === id);
    const own = parts.flatMap((answer) => {
      const series = of(answer);
      return series === undefined ? [] : [{ measure: answer.measure, series }];
    });
    const series = of(whole);
    const total = series && { measure: whole.measure, series };
    return stackOf(
      { id, label, whole: total },
      own,
      gapOf([...own.map((each) => each.series), ...(series === undefined ? [] : [series])]),
    );
  });
  return { x: whole.x, stacks };
}

/** What no area reaches over: of lines over time what their densest line leaves out. */
function gapOf(series: readonly SeriesAnswer['series'][number][]): number {
  const [densest] = series.toSorted((one, other) => other.points.length - one.points.length);
  if (densest === undefined || densest.episodes !== null) return Number.POSITIVE_INFINITY;
  return longestGap(densest, 0, 1);
}

/** A measure and its parts, asked of a database. */
export async function readStacks(
  asker: Pick<Asker, 'series' | 'measures'>,
  { database, options }: Where,
  request: SeriesRequest,
): Promise<Stacked & { readonly measure: Measure; readonly sql: readonly string[] }> {
  const measures = await asker.measures.list({ database }, options);
  const parts = partsOf(measures, request.measure);
  if (parts.length === 0)
    throw new Failure('BAD_INPUT', `Nothing is said to be a part of “${request.measure}”: draw it as lines`);
  const answers: SeriesAnswer[] = [];
  for (const measure of [request.measure, ...parts.map(({ id }) => id)]) {
    answers.push(await asker.series.get({ database, request: { ...stackRequest(request), measure } }, options));
  }
  const [whole, ...others] = answers;
  return { measure: whole!.measure, ...stacksOf(whole!, others), sql: answers.map(({ sql }) => sql) };
}
