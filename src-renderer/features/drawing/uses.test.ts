import { expect, it } from 'vitest';
import type { ColumnLook } from '#shared/model/drawing.ts';
import { lensFileSchema } from '#shared/model/lens-file.ts';
import { likeliestOf, usesOf } from './uses.ts';

const lens = lensFileSchema.parse({
  ...{ starlingLens: 1, id: 'my-talks', title: 'Talks', recognise: [] },
  session: { word: ['room', 'rooms'], table: 'rooms', id: ['room'], label: 'room', order: [{ by: 'opened' }] },
  episode: {
    ...{ word: ['talk', 'talks'], table: 'talks', id: ['nr'], label: 'topic', parent: ['room'] },
    facts: [{ name: 'length', title: 'Length', value: 'length' }],
  },
  steps: {
    ...{ word: ['turn', 'turns'], table: 'turns', episode: ['talk'], time: { by: 'turn', title: 'Turn' } },
    ...{ agent: 'who', position: { x: 'x', y: 'y' }, texts: ['said', 'aside'], transcript: { code: 'said' } },
  },
  measures: [
    { id: 'speed', title: 'Speed', level: 'step', value: { call: 'hypot', of: ['x', 'v'] } },
    { id: 'length', title: 'Length', level: 'episode', value: 'length' },
  ],
  states: {
    ...{ title: 'Doors', words: { on: 'open', off: 'shut' }, table: 'doors', session: ['room'], time: 'since' },
    value: 'door',
  },
});

const usedIn = (name: string) =>
  Object.fromEntries(
    [...usesOf(lens, { schema: 'main', name })].map(([column, uses]) => [column, uses.map(({ words }) => words)]),
  );

it('tells of every column of a table what the lens uses it for', () => {
  expect(usedIn('rooms')).toEqual({ room: ['names the room', 'label of the room'], opened: ['order of rooms'] });
  expect(usedIn('talks')).toEqual({
    nr: ['names the talk'],
    room: ['belongs to room'],
    topic: ['label of the talk'],
    length: ['beside the talk', 'measure'],
  });
  expect(usedIn('turns')).toEqual({
    ...{ talk: ['belongs to talk'], turn: ['order'], who: ['agent'], said: ['written by the agent', 'text'] },
    ...{ aside: ['text'], x: ['x', 'measure'], y: ['y'], v: ['measure'] },
  });
  expect(usedIn('doors')).toEqual({ room: ['belongs to room'], since: ['from when'], door: ['state'] });
  expect(usedIn('others')).toEqual({});
});

it('says what a column that is not used could be, where enough speaks for it', () => {
  const look = (roles: ColumnLook['roles']): ColumnLook => ({
    ...{ name: 'a', type: 'text', kind: 'text', examples: [], nulls: 0, distinct: 0 },
    roles,
  });
  const [weak, strong] = [
    { score: 2, reasons: ['few'] },
    { score: 4, reasons: ['holds JSON'] },
  ];
  expect(likeliestOf(look({ text: weak, state: strong }))).toEqual(['state', ['holds JSON']]);
  expect(likeliestOf(look({ text: weak }))).toBeUndefined();
});
