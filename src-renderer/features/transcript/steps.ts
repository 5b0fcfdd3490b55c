import { cellNumber } from '#shared/model/cell.ts';
import type { OutlineStep, TranscriptNumber, TranscriptShape } from '#shared/model/transcript.ts';

/** Which steps are listed. */
export const filters = ['all', 'errors', 'rewards', 'changes'] as const;
export type Filter = (typeof filters)[number];

/** One entry of the list: a step, or a run of steps with the same code that is told once. Places in the outline. */
export interface Entry {
  readonly first: number;
  readonly last: number;
}

/** The reward of a step where it has one that is not 0. */
export function rewardOf({ numbers }: OutlineStep, { reward }: TranscriptShape): number | undefined {
  const value = cellNumber(numbers[reward] ?? null);
  return value === undefined || value === 0 || Number.isNaN(value) ? undefined : value;
}

/** The places of steps that pass, runs of the same code folded unless `unfolded` holds their first place. */
export function entriesOf(
  steps: readonly OutlineStep[],
  passes: (place: number) => boolean,
  unfolded: ReadonlySet<number>,
): readonly Entry[] {
  const entries: Entry[] = [];
  for (let first = 0; first < steps.length; first++) {
    if (!passes(first)) continue;
    const last = endOfRun(steps, first, passes);
    if (unfolded.has(first))
      for (let place = first; place <= last; place++) entries.push({ first: place, last: place });
    else entries.push({ first, last });
    first = last;
  }
  return entries;
}

function endOfRun(steps: readonly OutlineStep[], first: number, passes: (place: number) => boolean): number {
  let last = first;
  while (last + 1 < steps.length && passes(last + 1) && steps[last + 1]!.code.digest === steps[first]!.code.digest) {
    last += 1;
  }
  return last;
}

/** The entry that shows a step, or the next one behind it; -1 for none. */
export function entryAt(entries: readonly Entry[], place: number): number {
  return entries.findIndex(({ last }) => last >= place);
}

/** The next place from `place` in a direction that passes; `undefined` where there is none. */
export function nextPlace(
  count: number,
  place: number,
  direction: 1 | -1,
  passes: (place: number) => boolean,
): number | undefined {
  for (let at = place + direction; at >= 0 && at < count; at += direction) if (passes(at)) return at;
  return undefined;
}

/** In which step each item was achieved for the first time. */
export function firstAchieved(steps: readonly OutlineStep[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [place, { achieved }] of steps.entries()) {
    for (const { item } of achieved) if (!found.has(item)) found.set(item, place);
  }
  return found;
}

/** What a number comes to over all steps; `undefined` where none has it. */
export function overall(
  steps: readonly OutlineStep[],
  at: number,
  reduce: TranscriptNumber['reduce'],
): number | undefined {
  const values = steps.flatMap(({ numbers }) => cellNumber(numbers[at] ?? null) ?? []).filter(Number.isFinite);
  if (values.length === 0) return undefined;
  if (reduce === 'last') return values.at(-1);
  if (reduce === 'min' || reduce === 'max') return values.reduce((a, b) => Math[reduce](a, b));
  const sum = values.reduce((a, b) => a + b, 0);
  return reduce === 'sum' ? sum : sum / values.length;
}
