import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/compare/items.ts';
import { factIds } from './fact-ids.ts';

const fact = (id: string, title = id): Fact => ({ id, title, unit: null, leaf: id.includes('.') });
const facts = [
  fact('status', 'State'),
  fact('config.learning_rate', 'learning_rate'),
  fact('config.seed', 'seed'),
  fact('session.config.seed', 'seed'),
];

describe('facts that are named', () => {
  it('are found by id, and by a title that only one has', () => {
    expect(factIds(facts, ['config.seed', 'learning_rate', 'State', 'parameters'])).toEqual([
      'config.seed',
      'config.learning_rate',
      'status',
      'parameters',
    ]);
  });

  it.each(['seed', 'colour'])('are asked for again where it is not clear which: %s', (name) => {
    expect(() => factIds(facts, [name])).toThrow(`There is no fact “${name}”; there are: status, config.learning_rate`);
  });
});
