import { writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { raw, sql } from '../../sql/sql.ts';
import { createTestDatabase } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';

/** What becomes of two imports of one file that both found nothing, when each may do with known files as said. */
it.each([
  { onDuplicate: undefined, outcomes: ['failed', 'imported'], rows: '2' },
  { onDuplicate: 'skip', outcomes: ['imported', 'skipped'], rows: '2' },
  { onDuplicate: 'replace', outcomes: ['imported', 'imported'], rows: '2' },
  { onDuplicate: 'add', outcomes: ['imported', 'imported'], rows: '4' },
] as const)('the second of two imports at once knows what the first did: $onDuplicate', async (expected) => {
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase('postgres');
  await writeFile(bench.path('runs.csv'), 'id,x\n1,0.5\n2,1.5\n');
  const asked = expected.onDuplicate === undefined ? {} : { onDuplicate: expected.onDuplicate };
  await bench.writing(database, [], async (writer) => {
    const waiting = async () =>
      (
        await writer.ask(sql`select count(*) from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and locktype = 'advisory' and not granted`)
      )[0]?.[0];
    await writer.begin();
    const both = Promise.all([1, 2].map(() => bench.import(database, [bench.path('runs.csv')], asked)));
    while ((await waiting()) !== '2') await setTimeout(20);
    await writer.rollback();
    const reports = await both;
    expect(reports.map(({ outcome }) => outcome).sort()).toEqual(expected.outcomes);
    for (const { failure } of reports) expect(failure?.message ?? 'imported before').toContain('imported before');
    expect(await writer.ask(raw('select count(*) from runs'))).toEqual([[expected.rows]]);
  });
});
