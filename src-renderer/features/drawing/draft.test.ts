import { expect, it } from 'vitest';
import type { TableInfo } from '#shared/model/catalogue.ts';
import { type LensFile, lensFileSchema } from '#shared/model/lens-file.ts';
import { expressionText, factsOf, levelOver, measureOf, readyOf } from './draft.ts';

const column = (name: string, kind: 'integer' | 'text' | 'blob') => ({
  ...{ name, type: kind, kind, nullable: true, default: null, comment: null, generated: false },
});

const runs: TableInfo = {
  ...{ schema: 'main', name: 'runs', kind: 'table', estimatedRows: 3, comment: null, problem: null },
  ...{ primaryKey: ['nr'], uniques: [], foreignKeys: [], indexes: [] },
  columns: [column('nr', 'integer'), column('full_name', 'text'), column('label', 'integer'), column('film', 'blob')],
};

const empty: LensFile = lensFileSchema.parse({ starlingLens: 1, id: 'my-x', title: 'X', recognise: [] });

it('begins a level over a table with its key, its name and its other columns', () => {
  expect(levelOver(runs, undefined, 'episode')).toMatchObject({
    ...{ word: ['episode', 'episodes'], table: 'runs', id: ['nr'], label: 'full_name', distinct: false },
    facts: [{ name: 'label_', title: 'label', value: 'label' }],
  });
});

it('keeps what was known of a fact, and those that are computed', () => {
  const known = { name: 'len', title: 'Length', unit: 'm', value: 'length' };
  const computed = { name: 'area', title: 'Area', value: { call: 'mul' as const, of: ['a', 'b'] } };
  expect(factsOf(['width', 'length'], [known, computed])).toEqual([
    { name: 'width', title: 'width', value: 'width' },
    known,
    computed,
  ]);
});

it('leaves out what cannot be shown yet, and says what it lacks', () => {
  const session = levelOver(runs, undefined, 'session');
  const episode = { ...levelOver(runs, undefined, 'episode'), parent: [] };
  const steps = {
    ...{
      word: ['row', 'rows'] as [string, string],
      table: 'steps',
      episode: ['run'],
      within: [],
      apart: [],
      texts: [],
    },
    time: { by: '', title: '' },
  };
  const { lens, lacking } = readyOf({ ...empty, title: ' ', session, episode, steps });
  expect(lens).toMatchObject({ title: 'My lens', session: { id: ['nr'] } });
  expect(lens.steps).toBeUndefined();
  expect(lens.episode?.parent).toBeUndefined();
  expect(lacking).toEqual([
    'Choose which column of runs names the session',
    'Choose the order of the rows in steps',
    'Give the lens a name',
  ]);
});

it('does not join ids of unlike length', () => {
  const session = { ...levelOver(runs, undefined, 'session'), id: ['a', 'b'] };
  const episode = { ...levelOver(runs, undefined, 'episode'), parent: ['a'] };
  const { lens, lacking } = readyOf({ ...empty, session, episode });
  expect(lens.episode?.parent).toBeUndefined();
  expect(lacking).toEqual(['runs must name the session by 2 columns']);
});

it('gives each measure an id of its own', () => {
  const one = measureOf('reward', 'step', []);
  expect(one).toMatchObject({ id: 'reward', reduce: 'sum', rollUp: true });
  expect(measureOf('reward', 'step', [one])).toMatchObject({ id: 'reward-2', rollUp: false });
});

it('says what an expression computes', () => {
  expect(expressionText({ call: 'hypot', of: ['vx', { json: 'state', path: ['v', 'y'] }] })).toBe(
    'hypot(vx, state → v → y)',
  );
});
