import { cellNumber } from '../model/cell.ts';
import type { Measure } from '../model/experiment.ts';
import { Failure } from '../model/failure.ts';
import type { Asker, Items, Where } from './items.ts';

/** A measure over the episodes of one session, in their order; those without a finite value left out. */
export interface Line {
  /** Of the session; `null` where there are none. */
  readonly session: string | null;
  readonly label: string;
  /** Ids of the episodes. */
  readonly episodes: readonly string[];
  /** Their numbers in order, from 0. */
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/** So many pixels a chart may be wide; of four times as many episodes none is left out. */
const PIXELS = 20_000;
const WHOLE = 4 * PIXELS;

/** A measure over all episodes of some sessions (all when empty), none of them left out, however many there are. */
export async function readLines(
  asker: Pick<Asker, 'series'>,
  { database, options }: Where,
  measure: string,
  { sessions, steps }: { readonly sessions: readonly string[]; readonly steps?: StepSummary | undefined },
): Promise<{ readonly measure: Measure; readonly lines: readonly Line[] }> {
  const lines = new Map<string, { label: string; episodes: string[]; at: number[]; values: number[] }>();
  for (let from = 0; ; from += WHOLE) {
    const request = { measure, sessions: [...sessions], episodes: [], split: 'mean' as const, points: PIXELS };
    const part = { ...request, reduce: steps, from, to: from + WHOLE - 1 };
    const answer = await asker.series.get({ database, request: part }, options);
    let more = false;
    for (const { id, label, points, episodes, method } of answer.series) {
      if (method !== 'mean') throw new Failure('INTERNAL', 'A line was reduced that was to be read whole');
      const line = lines.get(id) ?? { label, episodes: [], at: [], values: [] };
      lines.set(id, line);
      points.forEach(([x, y], index) => {
        // Points beside the range come with it, for a chart.
        if (x >= from + WHOLE) more = true;
        if (x < from || x >= from + WHOLE) return;
        line.at.push(x);
        line.values.push(y);
        line.episodes.push(episodes?.[index] ?? '');
      });
    }
    if (more) continue;
    const all = [...lines].map(([session, line]): Line => ({ session, ...line }));
    return { measure: answer.measure, lines: all };
  }
}

/** What the values of an episode's steps come to. */
export const stepSummaryKinds = ['mean', 'sum', 'last', 'min', 'max'] as const;
export type StepSummary = (typeof stepSummaryKinds)[number];

/** What the values of a session's episodes come to. */
export const summaryKinds = ['mean', 'median', 'last', 'tail', 'highest', 'lowest'] as const;
export type Summary = (typeof summaryKinds)[number];

/** A fact that is a number, by item; those that are not finite left out. */
export function factValues({ items }: Items, fact: string): ReadonlyMap<string, number> {
  const values = items.map(({ id, facts }) => [id, cellNumber(facts.get(fact) ?? null) ?? Number.NaN] as const);
  return new Map(values.filter(([, value]) => Number.isFinite(value)));
}
