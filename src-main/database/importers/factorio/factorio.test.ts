import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { Engine } from '#shared/model/source.ts';
import { factorioSchema } from '../../care/schemas/factorio.ts';
import { openLens } from '../../lenses/open-lens.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { initSchema } from '../init.ts';
import { momentOf } from '../moments.ts';
import { ImportBench } from '../testing/importing.ts';
import { jsonFields, leadingKeys } from './json-fields.ts';
import { programColumns } from './program-columns.ts';

async function rows(database: TestDatabase, query: string): Promise<(string | null)[][]> {
  const connection = await database.open();
  const answer = await connection.rows(raw(query));
  await connection.close();
  return answer.rows.map((row) => row.map((cell: Cell) => (cell === null ? null : cellToText(cell))));
}

type Program = Partial<Record<(typeof programColumns)[number], string | number | null>>;

const program = (id: number, more: Program = {}): Program => ({
  ...{ id, code: `print(${id})`, value: 0.1, visits: 0, parent_id: null, state_json: '{"entities": ""}' },
  ...{
    conversation_json: '{"messages": []}',
    completion_token_usage: 200,
    prompt_token_usage: 3000,
    token_usage: 3200,
  },
  ...{ response: '', holdout_value: null, raw_reward: null, version: 1, version_description: 'model:a\ntype:iron' },
  ...{ model: 'a', meta: '{"process_id": 3}', achievements_json: '{}', instance: 0, depth: 0, advantage: 0, ticks: 0 },
  ...{ created_at: '2025-10-01 13:00:00', timing_metrics_json: null, ...more },
});

/** As Postgres and SQLite write it: nothing for NULL, two quotes for the empty text. */
function csv(programs: readonly Program[], names: readonly string[] = programColumns): string {
  const field = (value: unknown): string =>
    value === null || value === undefined
      ? ''
      : typeof value === 'number'
        ? String(value)
        : `"${String(value).replaceAll('"', '""')}"`;
  return [names, ...programs.map((each) => names.map((name) => field(each[name as keyof Program])))]
    .map((line, at) => (at === 0 ? names : line).join(','))
    .join('\n');
}

const json = (programs: readonly Program[]) => programs.map((each) => `${JSON.stringify(each)}\n`).join('');

const narrow = (engine: Engine) => (engine === 'duckdb' ? 'float' : 'real');

describe.each(engines)('dumps of Factorio programs into %s', (engine) => {
  it('as CSV in any order give the table with everything that was in them', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const long = JSON.stringify({ entities: `${'x"y\\\n,'.repeat(60_000)}` });
    await writeFile(
      bench.path('programs.csv'),
      csv(
        [
          program(7, { state_json: long, code: 'a = 1\r\nprint("b")\n', value: 2.330999999999999 }),
          program(9, { parent_id: 7, response: null, value: null, created_at: '2025-10-01 13:00:01.25' }),
        ],
        programColumns.toReversed(),
      ),
    );
    const report = await bench.import(database, [bench.path('programs.csv')]);
    expect(report).toMatchObject({ importer: 'factorio-programs', outcome: 'imported', failure: null, notices: [] });
    expect(report.counts).toEqual({ read: 2, written: 2, rejected: 0, skipped: 0 });
    expect(await rows(database, 'select id, parent_id, value, response, code from programs order by id')).toEqual([
      ['7', null, '2.330999999999999', '', 'a = 1\r\nprint("b")\n'],
      ['9', '7', null, null, 'print(9)'],
    ]);
    expect(await rows(database, 'select state_json from programs where id = 7')).toEqual([[long]]);
    expect(
      await rows(database, "select id from programs where created_at = '2025-10-01 13:00:00' and version = 1"),
    ).toEqual([['7']]);
    await database.execute("insert into programs (code, conversation_json) values ('pass', '{}')");
    expect(await rows(database, 'select max(id) from programs')).toEqual([['10']]);
    const connection = await database.open();
    const lens = await openLens(connection, await connection.catalogue());
    expect(lens.choice()).toMatchObject({ id: 'factorio' });
    expect((await lens.sessionsPage({ conditions: [], search: '', sort: [], limit: 10 })).rows).toHaveLength(1);
  });

  it('as JSON lines with text or objects in them, packed or not, give the same', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const nested = `{"id": 3.0, "code": "x\\u00e9", "conversation_json": {"messages":  [1e5]}, "meta": {"process_id": 1, "n": 9007199254740993}, "value": 0.30000000000000004, "created_at": 1759323600000, "version": 2}`;
    await writeFile(bench.path('programs.jsonl.gz'), gzipSync(`${json([program(1), program(2)])}${nested}\n`));
    const report = await bench.import(database, [bench.path('programs.jsonl.gz')]);
    expect(report).toMatchObject({ outcome: 'imported', failure: null, counts: { written: 3 } });
    expect(
      await rows(database, 'select code, conversation_json, meta, value, response from programs where id = 3'),
    ).toEqual([
      ['xé', '{"messages":  [1e5]}', '{"process_id": 1, "n": 9007199254740993}', '0.30000000000000004', null],
    ]);
    expect(
      await rows(database, "select id from programs where created_at = '2025-10-01 13:00:00' order by id"),
    ).toEqual([['1'], ['2'], ['3']]);
  });

  it('move ids that are taken, parents alike, and undo takes exactly them back', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await writeFile(bench.path('one.csv'), csv([program(1), program(2, { parent_id: 1 })]));
    await writeFile(
      bench.path('two.csv'),
      csv([program(2, { version: 2 }), program(3, { parent_id: 2 }), program(4, { parent_id: 1 })]),
    );
    await bench.import(database, [bench.path('one.csv')]);
    const report = await bench.import(database, [bench.path('two.csv')]);
    expect(report).toMatchObject({ outcome: 'imported', failure: null, counts: { written: 3 } });
    expect(report.notices).toEqual(['Some ids are taken, so 2 is added to every id; parent_id is moved alike']);
    expect(await rows(database, 'select id, parent_id from programs order by id')).toEqual([
      ['1', null],
      ['2', '1'],
      ['4', null],
      ['5', '4'],
      ['6', '3'],
    ]);
    await bench.undo(database, report.id!);
    expect(await rows(database, 'select id from programs order by id')).toEqual([['1'], ['2']]);
  });

  it('reject rows that are broken, with line and reason', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const good = csv([program(1, { code: 'a\nb' }), program(2)]).split('\n');
    const broken = [
      ...good,
      csv([program(1)])
        .split('\n')
        .slice(1)
        .join('\n'),
      '5,too,short',
      csv([program(6, { code: null })], programColumns)
        .split('\n')
        .slice(1)
        .join('\n'),
      csv([program(7, { visits: 'many' })])
        .split('\n')
        .slice(1)
        .join('\n'),
      csv([program(8, { created_at: '2025-02-30' })])
        .split('\n')
        .slice(1)
        .join('\n'),
      csv([program(9)])
        .split('\n')
        .slice(1)
        .join('\n'),
    ].join('\n');
    await writeFile(bench.path('programs.csv'), broken);
    const report = await bench.import(database, [bench.path('programs.csv')]);
    expect(report.counts).toEqual({ read: 8, written: 3, rejected: 5, skipped: 0 });
    // Every description has a line feed in it, the first code too.
    expect(report.rejects.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [7, 'id', 'The id 1 is there already'],
      [9, null, 'It has 3 fields instead of 24'],
      [10, 'code', 'It has no code'],
      [12, 'visits', 'It is no whole number'],
      [14, 'created_at', 'It is no time'],
    ]);
    await writeFile(
      bench.path('programs.jsonl'),
      `${json([program(11)])}{"id": 12, "code": "x", "conversation_json": "{}", "state_json\n[1]\n${json([program(13)])}`,
    );
    const second = await bench.import(database, [bench.path('programs.jsonl')]);
    expect(second).toMatchObject({ outcome: 'imported', counts: { written: 2, rejected: 1 } });
    expect(second.rejects).toMatchObject([{ line: 2, reason: 'The record is not closed' }]);
  });

  it('go into a table of 23 narrow columns, and say what that costs', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute(...factorioSchema('23', engine, 'jsonb'));
    await writeFile(
      bench.path('programs.csv'),
      csv([program(1, { value: 0.1 }), program(2, { value: 2.330999999999999 }), program(3, { meta: '{oops' })]),
    );
    const report = await bench.import(database, [bench.path('programs.csv')]);
    expect(report).toMatchObject({ outcome: 'imported', failure: null });
    expect(report.leftOut).toEqual([
      { what: 'Columns that the table programs of this database does not have', names: ['timing_metrics_json'] },
    ]);
    const loose = engine === 'sqlite';
    expect(report.counts).toMatchObject(loose ? { written: 3, rejected: 0 } : { written: 2, rejected: 1 });
    expect(report.notices).toHaveLength(loose ? 0 : 1);
    const text = `cast(cast(value as ${loose ? 'real' : narrow(engine)}) as varchar)`;
    expect((await rows(database, `select ${text} from programs where id < 3 order by id`))[0]).toEqual(['0.1']);
  });

  it('can be told apart from tables of other things, and the schema can be made alone', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await writeFile(bench.path('other.csv'), 'id,code,name\n1,x,y\n');
    expect(await bench.plan([bench.path('other.csv')])).toMatchObject({ importer: 'table' });
    await writeFile(bench.path('programs.csv'), csv([program(1), program(2, { instance: 1 })]));
    const plan = await bench.plan([bench.path('programs.csv')]);
    expect(plan).toMatchObject({ importer: 'factorio-programs', sure: 0.9, into: 'factorio' });
    expect(plan.sessions).toEqual([{ id: '1', title: '1: model:a type:iron', episodes: 2 }]);
    expect(plan.tables[0]?.preview).toHaveLength(2);
    const made = await bench.writing(database, [], (writer) => initSchema(writer, 'factorio', false));
    expect(made.created).toEqual([{ name: 'programs', columns: 24, rows: 0 }]);
    expect(await bench.import(database, [bench.path('programs.csv')])).toMatchObject({ outcome: 'imported' });
  });

  const sample = '../shared/data/factorio/derived/fle_programs_sample.db';
  it.skipIf(!existsSync(sample))('of a whole database are the same rows', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const source = new BetterSqlite3(sample, { readonly: true });
    const programs = source.prepare<[], Program>('select * from programs order by id').all();
    source.close();
    await writeFile(bench.path('programs.csv'), csv(programs));
    expect(await bench.import(database, [bench.path('programs.csv')])).toMatchObject({
      counts: { written: programs.length },
    });
    const columns = programColumns.filter((name) => name !== 'created_at');
    const found = await rows(database, `select ${columns.join(', ')} from programs order by id`);
    expect(
      found.map((row) =>
        row.map((text, at) => (text !== null && typeof programs[0]?.[columns[at]!] === 'number' ? Number(text) : text)),
      ),
    ).toEqual(programs.map((each) => columns.map((name) => each[name])));
  });
});

describe('members of JSON', () => {
  it('are read as they are written', () => {
    const text = '{"a": "x\\"}", "b": [1, {"c": "]"}], "d": 9007199254740993, "e": null, "f": true}';
    expect([...(jsonFields(text) ?? [])]).toEqual([
      ['a', 'x"}'],
      ['b', '[1, {"c": "]"}]'],
      ['d', '9007199254740993'],
      ['e', null],
      ['f', 'true'],
    ]);
    expect(jsonFields('[1]')).toBeNull();
    expect(leadingKeys('{"a": 1, "b": {"x": [2]}, "state_json": "cut o')).toEqual(['a', 'b', 'state_json']);
  });

  it('times in any zone become UTC', () => {
    expect(momentOf('2025-10-01T13:00:00.123456+02:00')).toBe('2025-10-01 11:00:00.123456');
    expect(momentOf('1759323600')).toBe('2025-10-01 13:00:00');
    expect(momentOf('yesterday')).toBeNull();
  });
});
