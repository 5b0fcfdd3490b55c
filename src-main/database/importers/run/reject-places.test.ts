import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { initSchema } from '../init.ts';
import { ImportBench } from '../testing/importing.ts';

describe.each(engines)('a row that %s refuses', (engine) => {
  it('of JSON lines is told by its file and number, of one file and of several', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute('create table part (id integer check (id < 100), word text)');
    const folder = bench.path('part');
    await mkdir(folder);
    const lines = (...ids: number[]) => ids.map((id) => `${JSON.stringify({ id, word: `w${id}` })}\n`).join('');
    await writeFile(`${folder}/a.jsonl`, lines(1, 2, 300, 4));
    await writeFile(`${folder}/b.jsonl`, lines(5, 600));
    const one = await bench.import(database, [`${folder}/a.jsonl`], { options: { table: 'part' } });
    expect(one.counts).toMatchObject({ written: 3, rejected: 1 });
    expect(one.rejects).toMatchObject([{ file: 'a.jsonl', line: 3 }]);
    const both = await bench.import(database, [`${folder}/a.jsonl`, `${folder}/b.jsonl`], {
      options: { table: 'part', fileColumn: false },
    });
    expect(both.counts).toMatchObject({ written: 4, rejected: 2 });
    expect(both.rejects).toMatchObject([
      { file: 'a.jsonl', line: 3 },
      { file: 'b.jsonl', line: 2 },
    ]);
  });
});

/** A tracking schema whose places end at 100. */
async function withLimit(bench: ImportBench): Promise<TestDatabase> {
  const database = await createTestDatabase('postgres');
  await bench.writing(database, [], (writer) => initSchema(writer, 'tracking', true));
  await database.execute('alter table observations add check (x < 100)');
  return database;
}

describe('a row of tracks that a table refuses', () => {
  it('is told by its line, those of the header counted and empty ones too', async () => {
    await using bench = await ImportBench.create();
    await using database = await withLimit(bench);
    await writeFile(bench.path('cam_tracks.csv'), 'track_id,frame,x,y\n1,0,10,20\n1,1,13,24\n1,2,500,24\n');
    const straight = await bench.import(database, [bench.path('cam_tracks.csv')], { options: { session: 'a' } });
    expect(straight.rejects).toMatchObject([
      { file: 'cam_tracks.csv', line: 4, reason: expect.stringMatching(/check/), raw: '1,2,500,24' },
    ]);
    await writeFile(bench.path('gap_tracks.csv'), 'track_id,frame,x,y\n1,0,10,20\n\n1,1,13,24\nx,2,5,24\n');
    const gap = await bench.import(database, [bench.path('gap_tracks.csv')], { options: { session: 'b' } });
    expect(gap.rejects).toMatchObject([{ file: 'gap_tracks.csv', line: 5, reason: 'It has no id', raw: 'x,2,5,24' }]);
    // Lines of a quoted text and an empty one before it: the number of the row is not that of its line.
    const quoted = 'track_id,frame,x,y,note\n1,0,10,20,"a\nb"\n\n1,1,700,24,"c, d"\n';
    await writeFile(bench.path('note_tracks.csv'), quoted);
    const noted = await bench.import(database, [bench.path('note_tracks.csv')], { options: { session: 'c' } });
    expect(noted).toMatchObject({ outcome: 'imported', failure: null, counts: { written: 3, rejected: 1 } });
    expect(noted.rejects).toMatchObject([{ file: 'note_tracks.csv', line: 5, raw: '1,1,700,24,"c, d"' }]);
  });

  it('is told by its file and row in a run of the 3-D simulator', async () => {
    await using bench = await ImportBench.create();
    await using database = await withLimit(bench);
    const folder = bench.path('run');
    await mkdir(folder);
    await bench.make(
      ...[1, 2].map(
        (episode) =>
          `copy (select 1::bigint as id, 'agent' as type, t::bigint as time, case when t = ${episode} then 500.0 else 1.0 end as x,
            2.0 as y, 1.0 as z, 1.0 as v_x, 2.0 as v_y, 0.0 as v_z from range(4) a(t)) to '${folder}/episode-${episode}.parquet'`,
      ),
    );
    const report = await bench.import(database, [folder]);
    expect(report.rejects.filter(({ reason }) => /check/.test(reason))).toMatchObject([
      { file: 'episode-1.parquet', line: 2 },
      { file: 'episode-2.parquet', line: 3 },
    ]);
  });
});
