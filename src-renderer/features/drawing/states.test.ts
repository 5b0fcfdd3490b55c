import { expect, it } from 'vitest';
import type { TableInfo } from '#shared/model/catalogue.ts';
import type { Level } from '#shared/model/lens.ts';
import { statesOver, statesReady } from './states.ts';

const column = (name: string, kind: 'time' | 'boolean' | 'text') => ({
  ...{ name, type: kind, kind, nullable: true, default: null, comment: null, generated: false },
});
const doors: TableInfo = {
  ...{ schema: 'main', name: 'doors', kind: 'table', estimatedRows: 3, comment: null, problem: null },
  ...{ primaryKey: [], uniques: [], foreignKeys: [], indexes: [] },
  columns: [column('room', 'text'), column('since', 'time'), column('open', 'boolean')],
};
const session = { word: ['room', 'rooms'], id: ['room'] } as unknown as Level;

it('begins states with the time and the truth value of a table, and says what they lack', () => {
  const states = statesOver(doors);
  expect(states).toMatchObject({ table: 'doors', time: 'since', value: 'open', session: [], on: [], off: [] });
  const lacking: string[] = [];
  expect(statesReady(states, session, lacking)).toBeUndefined();
  expect(statesReady({ ...states, session: ['room'], value: '' }, undefined, lacking)).toBeUndefined();
  expect(lacking).toEqual([
    'doors must name the room by 1 column',
    'States are of sessions: choose what table lists them',
    'Choose which column of doors says the state',
  ]);
  expect(statesReady({ ...states, session: ['room'], title: ' ' }, session, [])?.title).toBe('States');
});
