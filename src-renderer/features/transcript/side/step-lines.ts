import { cellNumber } from '#shared/model/cell.ts';
import type { OutlineStep, TranscriptShape } from '#shared/model/transcript.ts';
import type { Digests } from '../use-digests.ts';

/** A quantity over the steps of an episode; x is the number of the step, from 1. */
export interface StepLine {
  readonly id: string;
  readonly label: string;
  readonly points: readonly (readonly [number, number])[];
}

/** One chart that can be drawn over the steps. */
export interface StepChart {
  readonly id: string;
  readonly title: string;
  readonly unit: string | null;
  /** The largest first. */
  readonly lines: readonly StepLine[];
}

/** Numbers beside the steps, what was achieved so far, and what is counted in the states, a chart each. */
export function stepCharts(
  steps: readonly OutlineStep[],
  shape: TranscriptShape,
  digests: Digests,
): readonly StepChart[] {
  return [...numberCharts(steps, shape), ...achievedCharts(steps), ...stateCharts(steps, digests)];
}

function numberCharts(steps: readonly OutlineStep[], { numbers }: TranscriptShape): readonly StepChart[] {
  return numbers.flatMap(({ id, title, unit }, at) => {
    const points = steps.flatMap((step, place): [number, number][] => {
      const value = cellNumber(step.numbers[at] ?? null);
      return value === undefined || !Number.isFinite(value) ? [] : [[place + 1, value]];
    });
    return points.length === 0 ? [] : [{ id: `number ${id}`, title, unit, lines: [{ id, label: title, points }] }];
  });
}

/** Sums up to each step, item by item. */
function achievedCharts(steps: readonly OutlineStep[]): readonly StepChart[] {
  const totals = new Map<string, number>();
  const lines = new Map<string, [number, number][]>();
  for (const [place, { achieved }] of steps.entries()) {
    for (const { item, how, count } of achieved) {
      const name = how === null ? item : `${item} ${how}`;
      totals.set(name, (totals.get(name) ?? 0) + count);
      const points = lines.get(name) ?? [];
      if (points.at(-1)?.[0] === place + 1) points.pop();
      points.push([place + 1, totals.get(name)!]);
      lines.set(name, points);
    }
  }
  if (lines.size === 0) return [];
  const kept = [...lines].map(([id, points]) => ({
    id,
    label: id,
    points: [...points, [steps.length, points.at(-1)![1]] as const],
  }));
  return [{ id: 'achieved', title: 'Made so far', unit: null, lines: largestFirst(kept) }];
}

function stateCharts(steps: readonly OutlineStep[], { byKey }: Digests): readonly StepChart[] {
  const charts = new Map<string, { title: string; lines: Map<string, [number, number][]> }>();
  const read = steps.flatMap(({ key }, place) => {
    const digest = byKey.get(key);
    return digest === undefined ? [] : [{ place, sections: digest.sections }];
  });
  for (const { sections } of read) {
    for (const { id, title, counts, passing } of sections) {
      if (passing || counts.length === 0) continue;
      const chart = charts.get(id) ?? { title, lines: new Map() };
      charts.set(id, chart);
      for (const { name } of counts) if (!chart.lines.has(name)) chart.lines.set(name, []);
    }
  }
  // What is not counted any more is none, where the part is there.
  for (const { place, sections } of read) {
    for (const { id, counts } of sections) {
      const found = new Map(counts.map(({ name, count }) => [name, count]));
      for (const [name, points] of charts.get(id)?.lines ?? []) points.push([place + 1, found.get(name) ?? 0]);
    }
  }
  return [...charts].map(([id, { title, lines }]) => ({
    ...{ id: `state ${id}`, title, unit: null },
    lines: largestFirst([...lines].map(([name, points]) => ({ id: name, label: name, points }))),
  }));
}

function largestFirst(lines: readonly StepLine[]): readonly StepLine[] {
  const most = ({ points }: StepLine) => points.reduce((max, [, y]) => Math.max(max, Math.abs(y)), 0);
  return lines.toSorted((a, b) => most(b) - most(a) || a.label.localeCompare(b.label, 'en'));
}
