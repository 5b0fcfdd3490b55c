import { describe, expect, it } from 'vitest';
import { asFailure } from './failure.ts';
import { type LensFile, readLensFile } from './lens-file.ts';
import { lensFileText } from './lens-file-text.ts';

const good = {
  starlingLens: 1,
  id: 'beasts',
  title: 'Beasts',
  recognise: [{ table: 'steps', columns: ['run', 't'] }],
  episode: { word: ['run', 'runs'], table: 'runs', id: ['id'], label: 'name' },
  steps: { word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by: 't', title: 'Time' } },
  measures: [{ id: 'speed', title: 'Speed', level: 'step', value: { call: 'hypot', of: ['vx', 'vy'] } }],
};
const text = (value: unknown) => JSON.stringify(value, null, 2);

function failureOf(words: string) {
  try {
    readLensFile(words, 'a.lens.json');
  } catch (thrown) {
    return asFailure(thrown).data;
  }
  throw new Error('it was read');
}

describe('a lens file', () => {
  it('is read, written and read again without a change', () => {
    const lens = readLensFile(text(good));
    expect(readLensFile(lensFileText(lens))).toEqual(lens);
    expect(lensFileText(lens)).not.toContain('"facts"');
    expect(JSON.parse(lensFileText(lens))).toMatchObject(good);
  });

  it('keeps what is false or empty where it says something', () => {
    const measure = { ...good.measures[0]!, value: { value: false } };
    const rows = [{ id: 'tags', table: 'tags', of: ['run'], key: 'key', text: 'value', measures: false, columns: 0 }];
    const episode = { ...good.episode, rows };
    const lens: LensFile = readLensFile(text({ ...good, recognise: [], episode, measures: [measure] }));
    expect(readLensFile(lensFileText(lens))).toEqual(lens);
  });

  it.each([
    ['no JSON', '{\n  "starlingLens": 1,\n  oops\n}', 'a.lens.json is no JSON: line 3 cannot be read'],
    ['other JSON', '[1, 2]', 'a.lens.json is JSON but no lens: it does not begin with "starlingLens": 1'],
    [
      'a later format',
      text({ ...good, starlingLens: 2 }),
      'a.lens.json cannot be read as a lens, line 2: starlingLens must be 1, and is 2',
    ],
    [
      'a missing field',
      text({ ...good, title: undefined }),
      'a.lens.json cannot be read as a lens, line 1: title is missing',
    ],
    [
      'a wrong type',
      text({ ...good, episode: { ...good.episode, id: 'id' } }),
      'a.lens.json cannot be read as a lens, line 20: episode.id must be a list, and is "id"',
    ],
    [
      'a wrong expression',
      text({ ...good, steps: { ...good.steps, time: { by: { call: 'hypo', of: [] }, title: 'T' } } }),
      /line 35: steps\.time\.by must be a column's name or an expression .*, and is \{"call":"hypo","of":\[\]\}$/,
    ],
    [
      'a field nobody knows',
      text({ ...good, recogonise: [] }),
      /line \d+: recogonise is nothing that a lens has; remove it$/,
    ],
    [
      'an id for a file system',
      text({ ...good, id: '../x' }),
      /line 3: id may hold small letters, digits and dashes only/,
    ],
    [
      'ids of unlike length',
      text({ ...good, episode: { ...good.episode, id: ['a', 'b'] } }),
      /steps\.episode must have as many parts as episode\.id, which has 2, and has 1$/,
    ],
    ['an empty title', text({ ...good, title: ' ' }), /line 4: title must not be empty$/],
  ])('says where it is wrong: %s', (_, words, message) => {
    expect(failureOf(words)).toMatchObject({
      code: 'BAD_INPUT',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('names every fault in its details', () => {
    const { message, detail } = failureOf(text({ ...good, title: 3, episode: { ...good.episode, word: 'run' } }));
    expect(message).toMatch(/\(and 1 more\)$/);
    expect(detail?.split('\n')).toHaveLength(2);
  });

  it('refuses what is nested without end', () => {
    const deep = `${'{"call":"abs","of":['.repeat(200)}"x"${']}'.repeat(200)}`;
    expect(failureOf(`{"starlingLens": 1, "label": ${deep}}`).message).toBe(
      'a.lens.json is nested more deeply than any lens',
    );
  });
});
