import { expect, it } from 'vitest';
import { type PaletteItem, rank } from './rank.ts';

const item = (label: string, aside = ''): PaletteItem => ({
  id: `${label} ${aside}`,
  label,
  aside,
  group: 'Places',
  run: () => undefined,
});
const items = [
  item('Tables', 'boids.duckdb'),
  item('Close database', 'File'),
  item('observations', 'boids.duckdb · main'),
  item('Open file…', 'File'),
  item('Open folder…', 'File'),
];
const labels = (typed: string) => rank(items, typed).map(({ label }) => label);

it('keeps its order while nothing is typed', () => expect(labels('  ')).toHaveLength(items.length));
it('finds the beginning of a word first', () => expect(labels('ob')[0]).toBe('observations'));
it('takes several words in any order', () => expect(labels('fold op')).toEqual(['Open folder…']));
it('takes first letters', () => expect(labels('of')).toEqual(['Open file…', 'Open folder…']));
it('finds by where something belongs', () => expect(labels('boids tab')).toEqual(['Tables']));
it('finds nothing rather than anything', () => expect(labels('xyz')).toEqual([]));
