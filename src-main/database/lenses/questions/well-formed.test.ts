import { describe, expect, it } from 'vitest';
import { knownLenses } from '../lenses.ts';
import type { Question } from './question.ts';
import { checkedValues, defaultValues } from './values.ts';

const lensesWithQuestions = knownLenses.flatMap(({ lens, questions = [] }) =>
  questions.length === 0 ? [] : [{ lens: lens.id, questions }],
);

describe.each(lensesWithQuestions)('questions of $lens', ({ questions }) => {
  it('have ids of their own, in words with dashes', () => {
    const ids = questions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it.each(questions.map((question) => [question.id, question] as const))(
    '%s names only columns it has',
    (_, question) => {
      const names = question.columns.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(question.order.length).toBeGreaterThan(0);
      expect(names).toEqual(expect.arrayContaining([...usedBy(question)]));
    },
  );

  it.each(questions.map((question) => [question.id, question] as const))('%s has defaults that fit', (_, question) => {
    const ids = question.parameters.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const given = Object.fromEntries(
      question.parameters.flatMap(({ id, kind, default: value, optional }) =>
        value === undefined && !optional && (kind === 'session' || kind === 'episode') ? [[id, 'x']] : [],
      ),
    );
    const needed = question.parameters.filter(
      ({ default: value, optional, kind }) =>
        value === undefined && !optional && kind !== 'session' && kind !== 'episode',
    );
    if (needed.length === 0) expect(checkedValues(question, given)).toEqual({ ...defaultValues(question), ...given });
    const own = Object.keys(question.choices ?? {});
    expect(ids).toEqual(expect.arrayContaining(own));
    for (const { id, kind, choices } of question.parameters) {
      if (kind === 'choice') expect(choices !== undefined || own.includes(id), `choices of ${id}`).toBe(true);
    }
  });
});

function usedBy({ order, chart }: Question): readonly string[] {
  const ordered = order.map((name) => name.replace(/^-/, ''));
  if (chart === undefined) return ordered;
  const { x, y, by, shade } = chart;
  return [...ordered, x, ...y, ...(by === undefined ? [] : [by]), ...(shade === undefined ? [] : [shade])];
}
