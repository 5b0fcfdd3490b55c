import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { runStarling } from './testing/programs.ts';

let folder: string;
let path: string;

/** Two trips of three moments, in words that no lens of Starling knows. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-cli-lens-'));
  path = join(folder, 'fahrten.sqlite');
  const file = new BetterSqlite3(path);
  file.exec(`create table fahrten (nr integer primary key, ziel text);
    create table lage (fahrt integer references fahrten (nr), takt integer, tempo real, primary key (fahrt, takt));
    insert into fahrten values (1, 'Ulm'), (2, 'Hof');
    insert into lage values (1, 0, 1), (1, 1, 2), (1, 2, 3), (2, 0, 5), (2, 1, 6), (2, 2, 7)`);
  file.close();
});

const starling = (...parameters: string[]) =>
  runStarling(parameters, { ...process.env, STARLING_DATA: join(folder, 'data') });

describe('lenses on the command line', () => {
  it('suggests a lens that can be used as it is, and keeps nothing', async () => {
    const suggested = await starling('lens', 'suggest', path);
    expect(suggested).toMatchObject({
      code: 0,
      err: expect.stringContaining('lage names the fahrt in fahrt and has the time in takt'),
    });
    const lens = JSON.parse(suggested.out) as { episode: { label: string }; title: string };
    expect(lens).toMatchObject({ starlingLens: 1, steps: { table: 'lage', episode: ['fahrt'], time: { by: 'takt' } } });
    const file = join(folder, 'trips.lens.json');
    await writeFile(file, JSON.stringify({ ...lens, title: 'Trips', episode: { ...lens.episode, label: 'ziel' } }));

    const inspected = await starling('inspect', path, '--lens', file, '--json');
    expect(JSON.parse(inspected.out)).toMatchObject({ lens: { title: 'Trips' }, episodes: 2 });
    const episodes = await starling('episodes', path, '--lens', file, '--json');
    expect(JSON.parse(episodes.out)).toMatchObject([
      { id: '1', label: 'Ulm', steps: 3 },
      { id: '2', label: 'Hof' },
    ]);
    const rows = await starling('trajectory', path, '--lens', file, '--episode', '2', '--csv');
    expect(rows.out).toBe('takt,tempo\n0,5\n1,6\n2,7\n');
    expect(await readdir(join(folder, 'data', 'lenses')).catch(() => [])).toEqual([]);
  });

  it.each([
    ['that is no JSON', '{', 'bad.lens.json is no JSON: line 1 cannot be read'],
    [
      'with a fault',
      '{\n"starlingLens": 1,\n"id": "x",\n"title": "X",\n"recognise": 3 }',
      'bad.lens.json cannot be read as a lens, line 5: recognise must be a list, and is 3',
    ],
    [
      'for another database',
      '{ "starlingLens": 1, "id": "x", "title": "X", "recognise": [{ "table": "gone" }] }',
      'The lens “X” does not fit this database: this database has no table gone',
    ],
  ])('says what is wrong with a lens file %s', async (_, text, message) => {
    const file = join(folder, 'bad.lens.json');
    await writeFile(file, text);
    const { code, err } = await starling('inspect', path, '--lens', file);
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('knows when the file is not there', async () => {
    const { code, err } = await starling('inspect', path, '--lens', join(folder, 'none.lens.json'));
    expect(code).toBe(1);
    expect(err).toContain('is not there any more');
  });
});
