import { expect, it } from 'vitest';
import { type KeptMark, marksAt, readMarks } from './use-marks.ts';

const mark = (id: string, part: Partial<KeptMark>): KeptMark => ({
  ...{ id, x: null, y: null, label: id, group: 'unit m', axis: 'steps' },
  ...part,
});
const across = mark('across', { y: 2 });
const upright = mark('upright', { x: 7 });
const note = mark('note', { x: 7, y: 2 });

it('shows lines across in charts of their unit, upright ones in those of their axis, notes where both are the same', () => {
  const shown = (group: string, axis: string) => marksAt([across, upright, note], { group, axis }).map(({ id }) => id);
  expect(shown('unit m', 'steps')).toEqual(['across', 'upright', 'note']);
  expect(shown('unit m', 'order')).toEqual(['across']);
  expect(shown('unit s', 'steps')).toEqual(['upright']);
  expect(shown('unit s', 'order')).toEqual([]);
});

it('reads what it wrote and leaves out what nobody can read', () => {
  expect(readMarks([across, { id: 'x' }, null, { ...note, y: '2' }])).toEqual([across]);
  expect(readMarks('nothing')).toEqual([]);
});
