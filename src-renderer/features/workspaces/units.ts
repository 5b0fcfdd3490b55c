import { answerAlong } from '#shared/chart/along.ts';
import { unitText } from '#shared/chart/unit.ts';
import type { Answered } from './draw.ts';

/** Sentences about what shares an axis without being of the same unit. */
export function unitSentences(answered: readonly Answered[], axis: string): readonly string[] {
  const y = Map.groupBy(answered, ({ answer }) => answer.measure.unit);
  const measures = [...y].map(([unit, of]) => {
    const titles = [...new Set(of.map(({ answer }) => answer.measure.title))].join(', ');
    return unit === null ? `${titles} without a unit` : `${titles} in ${unitText(unit)}`;
  });
  const x = Map.groupBy(answered, ({ answer, question: { along } }) => {
    const { title, unit } = answerAlong(answer, along).x;
    return unit === null || title.includes(unit) ? title : `${title} (${unitText(unit)})`;
  });
  const along = [...x].map(([title, of]) => {
    return `“${title}” of ${[...new Set(of.map(({ question }) => question.source.label))].join(', ')}`;
  });
  return [
    ...(measures.length > 1 ? [`Different units on one axis: ${measures.join('; ')}`] : []),
    ...(along.length > 1 && axis === '' ? [`x is ${along.join('; ')}`] : []),
  ];
}
