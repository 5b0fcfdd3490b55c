import { describe, expect, it } from 'vitest';
import { type Mark, markFileSchema } from '#shared/model/mark.ts';
import { findMarks, marksText } from './find-marks.ts';
import { targetsOf } from './marked-here.ts';
import { placeOf, timeOf } from './use-marks.ts';

const mark = (key: string, more: Partial<Mark>): Mark => ({
  ...{ key, id: key, label: key, level: 'episode', database: { id: 'boids-1', label: 'boids' }, time: null, query: {} },
  ...{ starred: false, tags: [], note: '', created: '2026-01-01T00:00:00.000Z', changed: '2026-01-01T00:00:00.000Z' },
  ...more,
});
const marks = [
  mark('a', { note: 'The flock splits', tags: ['split', 'odd'], starred: true }),
  mark('b', { note: 'split again', tags: ['later'] }),
  mark('c', { label: 'Split valley' }),
];
const found = (search: string) => findMarks(marks, search).map(({ key }) => key);

it('finds words in notes, tags and names, tags alone, and stars', () => {
  expect(found('SPLIT')).toEqual(['a', 'b', 'c']);
  expect(found('#split')).toEqual(['a']);
  expect(found('split ★')).toEqual(['a']);
  expect(found('flock later')).toEqual([]);
  expect(found('  ')).toHaveLength(3);
});

it('writes files that can be read again', () => {
  expect(markFileSchema.parse(JSON.parse(marksText(marks))).marks).toEqual(marks);
});

describe('what can be marked', () => {
  const place = { at: 'episode', database: 'boids-1', episode: 'e1' } as const;

  it('is the episode, and the moment and the ranges that are shown', () => {
    const targets = targetsOf(place, { frame: '12', range: '3..40', loop: '', agents: '1' });
    expect(targets.map(({ title }) => title)).toEqual(['The moment 12', 'The range 3 to 40', 'All of it']);
    expect(targets[1]?.marked).toEqual({ level: 'episode', id: 'e1', time: [3, 40], query: { range: '3..40' } });
    expect(targetsOf(place, { frame: 'x' }).map(({ title }) => title)).toEqual(['All of it']);
  });

  it('is a session, a room in a time, and nothing on other pages', () => {
    expect(targetsOf({ at: 'session', database: 'd', session: 's' }, {})[0]?.marked).toMatchObject({
      level: 'session',
      id: 's',
    });
    expect(targetsOf({ at: 'occupancy', database: 'd' }, { of: 'office', range: '0..60' })[0]?.marked.time).toEqual([
      0, 60,
    ]);
    expect(targetsOf({ at: 'sql', database: 'd' }, {})).toEqual([]);
  });

  it('leads back to where it was', () => {
    const kept = mark('e1', { time: [12, 12], query: { frame: '12' } });
    expect(placeOf(kept)).toEqual([place, { frame: '12' }]);
    expect([timeOf(kept), timeOf(mark('x', {})), timeOf(mark('x', { time: [3, 40] }))]).toEqual(['12', '', '3 to 40']);
  });
});
