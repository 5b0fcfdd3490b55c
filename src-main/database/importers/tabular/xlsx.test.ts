import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';
import { workbookBytes } from '../xlsx/testing/write-workbook.ts';

async function rows(database: TestDatabase, query: string): Promise<(string | null)[][]> {
  const connection = await database.open();
  const answer = await connection.rows(raw(query));
  await connection.close();
  return answer.rows.map((row) => row.map((cell: Cell) => (cell === null ? null : cellToText(cell))));
}

const folder = '../shared/data/generic/excel/';
const real = existsSync(folder);

describe.each(engines)('workbooks into %s', (engine) => {
  it('give a table a sheet, with the types of the cells', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await writeFile(
      bench.path('lab.xlsx'),
      workbookBytes({
        Runs: [
          ['id', 'started', 'score', 'ok', 'note', 'mixed'],
          [1, { date: '2026-11-05 12:00:00.5' }, 0.1, true, ' a\n<b> & "c" ', 7],
          [2, { date: '2026-11-06' }, 3, false, null, 'x'],
          [3, null, { error: '#N/A' }, null, '', { date: '2026-01-01' }],
        ],
        Nothing: [],
        'Öl & Gas': [['a'], [1.5]],
      }),
    );
    const report = await bench.import(database, [bench.path('lab.xlsx')]);
    expect(report).toMatchObject({
      importer: 'table',
      outcome: 'imported',
      failure: null,
      counts: { read: 4, written: 4 },
    });
    expect(report.leftOut).toEqual([{ what: 'Sheets without rows', names: ['Nothing'] }]);
    expect(report.notices).toEqual(['Runs: 1 cells are the error #N/A: they have no value']);
    expect(report.tables.map(({ name }) => name)).toEqual(['Runs', 'Öl_Gas']);
    expect(await rows(database, 'select id, score, note, mixed from "Runs" order by id')).toEqual([
      ['1', '0.1', ' a\n<b> & "c" ', '7'],
      ['2', '3', null, 'x'],
      ['3', null, '', '2026-01-01'],
    ]);
    expect(await rows(database, `select id from "Runs" where started = '2026-11-06 00:00:00'`)).toEqual([['2']]);
    await bench.undo(database, report.id!);
    await expect(rows(database, 'select * from "Runs"')).rejects.toThrow();
  });

  it.skipIf(!real)(
    'as others wrote them: dates of both calendars, inline text, shared text, other prefixes',
    async () => {
      await using bench = await ImportBench.create();
      await using database = await createTestDatabase(engine);
      for (const name of [
        'datetime-rounding',
        'dates-leap-year-1900-xlsx',
        'nonstandard-xml-ns-prefix',
        'iris-google-doc',
      ])
        expect(await bench.import(database, [`${folder}${name}.xlsx`])).toMatchObject({
          outcome: 'imported',
          failure: null,
        });
      const shown = engine === 'sqlite' ? 'dttm' : 'cast(dttm as varchar)';
      // The files say beside every date what it has to be.
      const differs = `select count(*) from datetime_rounding where ${shown} not like dttm_string || '%'`;
      expect(await rows(database, differs)).toEqual([['0']]);
      const known = await rows(
        database,
        `select count(*), sum(case when ${shown} = dttm_string then 1 else 0 end) from for_testing`,
      );
      expect(known[0]?.[0]).toBe(known[0]?.[1]);
      expect(await rows(database, 'select sum(a), sum(b) from nonstandard_xml_ns_prefix')).toEqual([['3', '7']]);
      expect((await rows(database, 'select count(*) from iris_google_doc'))[0]).toEqual(['150']);
    },
  );
});

describe('sheets', () => {
  it('can be chosen, and damaged or other archives are refused', async () => {
    await using bench = await ImportBench.create();
    await writeFile(bench.path('two.xlsx'), workbookBytes({ A: [['x'], [1]], B: [['y'], [2]] }));
    const plan = await bench.plan([bench.path('two.xlsx')], { options: { sheets: ['B'], types: { y: 'VARCHAR' } } });
    expect(plan.tables.map(({ name, rows: count, preview }) => [name, count, preview])).toEqual([['two', 1, [['2']]]]);
    await expect(bench.plan([bench.path('two.xlsx')], { options: { sheets: ['C'] } })).rejects.toThrow('It has: A, B');
    await writeFile(bench.path('cut.xlsx'), workbookBytes({ A: [['x'], [1]] }).subarray(0, 700));
    await expect(bench.plan([bench.path('cut.xlsx')])).rejects.toMatchObject({ code: 'FILE_CORRUPT' });
    await writeFile(bench.path('other.zip'), zipSync({ 'readme.txt': strToU8('hello') }));
    await expect(bench.plan([bench.path('other.zip')])).rejects.toMatchObject({ code: 'NOT_A_DATABASE' });
  });

  it('of the calendar from 1904 have their own dates', async () => {
    await using bench = await ImportBench.create();
    const sheet = { A: [['d'], [{ date: '2026-11-05' }]] };
    await writeFile(bench.path('mac.xlsx'), workbookBytes(sheet, { is1904: true }));
    const plan = await bench.plan([bench.path('mac.xlsx')]);
    expect(plan.tables[0]).toMatchObject({ columns: [{ name: 'd', type: 'DATE' }], preview: [['2026-11-05']] });
  });
});
