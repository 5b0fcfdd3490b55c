import { expect, it } from 'vitest';
import type { LensChoice } from '#shared/model/experiment.ts';
import { tabsOf } from './database-tabs.ts';

const lens = (session: string | null, episode: string | null): LensChoice => ({
  id: 'x',
  variant: null,
  title: 'X',
  evidence: [],
  chosen: false,
  words: { session, episode, step: null },
  records: [],
  replaced: null,
  leftOut: null,
  alternatives: [],
});
const titles = (choice: LensChoice | undefined) => tabsOf('db', choice).map(({ title }) => title);

it('puts first what the lens recommends, in the field’s own words', () => {
  expect(titles(lens('session', 'episode'))).toEqual([
    'Sessions',
    'All episodes',
    'Trends',
    'Compare',
    'Tables',
    'SQL',
    'Findings',
  ]);
  expect(titles(lens(null, 'training episode'))).toEqual([
    'Training episodes',
    'Trends',
    'Compare',
    'Tables',
    'SQL',
    'Findings',
  ]);
});

it('offers the questions of a lens that has some', () => {
  expect(tabsOf('db', lens('session', null), 3).map(({ title }) => title)).toEqual([
    'Sessions',
    'Questions',
    'Tables',
    'SQL',
    'Findings',
  ]);
});

it('has always at least the tables', () => {
  expect(titles(lens(null, null))).toEqual(['Tables', 'SQL']);
  expect(titles(undefined)).toEqual(['Tables', 'SQL']);
});

it('knows which tab a place belongs to', () => {
  const here = tabsOf('db', lens(null, 'episode')).filter(({ holds }) =>
    holds({ at: 'episode', database: 'db', episode: '1' }),
  );
  expect(here.map(({ title }) => title)).toEqual(['Episodes']);
});

it('offers the imports of a database that records some', () => {
  expect(titles({ ...lens(null, null), imports: true })).toEqual(['Tables', 'SQL', 'Imports']);
});
