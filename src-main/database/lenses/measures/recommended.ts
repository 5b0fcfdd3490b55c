import type { Measure } from '#shared/model/experiment.ts';

/** The measures that a lens recommends, in its order and marked; behind them the others as they are. */
export function recommendedFirst(
  measures: readonly Measure[],
  recommended: readonly string[] = [],
): readonly Measure[] {
  if (recommended.length === 0) return measures;
  const first = recommended.flatMap((id) => measures.find((measure) => measure.id === id) ?? []);
  const marked = first.map((measure): Measure => ({ ...measure, recommended: true }));
  return [...marked, ...measures.filter((measure) => !first.includes(measure))];
}
