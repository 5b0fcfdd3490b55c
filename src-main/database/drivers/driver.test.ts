import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTable } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import type { Engine } from '#shared/model/source.ts';
import { name, raw, type Sql, sql } from '../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../testing/engines.ts';
import type { Batch, Connection } from './driver.ts';

/** What the same thing is called in each engine. */
interface Words {
  readonly schema: string;
  readonly double: string;
  readonly blob: (hex: string) => string;
  /** A query of `count` rows of the numbers from 1. */
  readonly numbers: (count: number) => string;
}

const words: Readonly<Record<Engine, Words>> = {
  duckdb: {
    schema: 'main',
    double: 'double',
    blob: (hex) => `from_hex('${hex}')`,
    numbers: (count) => `select n from generate_series(1, ${count}) as g(n)`,
  },
  sqlite: {
    schema: 'main',
    double: 'real',
    blob: (hex) => `x'${hex}'`,
    numbers: (count) =>
      `with recursive g(n) as (select 1 union all select n + 1 from g where n < ${count}) select n from g`,
  },
  // In a select list Postgres makes the numbers one by one; after `from` it first writes all of them to disk.
  postgres: {
    schema: 'public',
    double: 'double precision',
    blob: (hex) => `'\\x${hex}'::bytea`,
    numbers: (count) => `select n from (select generate_series(1, ${count}) as n) as g`,
  },
};

/** Names that break careless quoting. */
const oddNames = [
  'a "quoted" one',
  "it's",
  'two words',
  '🐟 fish',
  'select',
  'Order',
  'UPPER',
  'a.b',
  '$1',
  '?',
  '%s',
  'ß\\',
];
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

async function collect(batches: AsyncIterable<Batch>): Promise<readonly (readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  for await (const batch of batches) rows.push(...batch.rows);
  return rows;
}

describe.each(engines)('%s', (engine) => {
  const { schema, double, blob, numbers } = words[engine];
  let database: TestDatabase;
  let connection: Connection;
  const ask = async (query: string | Sql) =>
    (await connection.rows(typeof query === 'string' ? raw(query) : query)).rows;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(
      'create table sessions (id bigint primary key, label varchar not null unique)',
      `create table episodes (session bigint references sessions (id), number integer default 7, score ${double},
         primary key (session, number))`,
      'create index by_score on episodes (score)',
      'create view best as select session, number from episodes where score > 0.5',
      `create table many (${Array.from({ length: 1000 }, (_, at) => `c${at} integer`).join(', ')})`,
      `insert into many (c0, c999) values (1, 2)`,
      ...oddNames.map(
        (odd) => `create table ${quoted(odd)} (${oddNames.map((each) => `${quoted(each)} integer`).join(', ')})`,
      ),
      ...oddNames.map((odd, at) => `insert into ${quoted(odd)} values (${oddNames.map(() => at).join(', ')})`),
      "insert into sessions values (1, 'first'), (2, 'second')",
      'insert into episodes values (1, 1, 0.25), (1, 2, 0.75), (2, 1, null)',
      `create table large as ${numbers(25_000)}`,
    );
    connection = await database.open();
  });
  afterAll(() => database[Symbol.asyncDispose]());

  describe('info', () => {
    it('says what it is', () => {
      expect(connection.info).toMatchObject({
        ...{ engine, readOnly: true, snapshotTaken: null },
        engineVersion: expect.stringMatching(/^(DuckDB|SQLite|PostgreSQL) \d+\.\d+/),
      });
      expect(connection.dialect.engine).toBe(engine);
    });
  });

  describe('catalogue', () => {
    it('holds tables with their keys, and views', async () => {
      const catalogue = await connection.catalogue();
      const episodes = findTable(catalogue, 'episodes', schema);
      expect(episodes).toMatchObject({
        ...{ schema, name: 'episodes', kind: 'table', problem: null, primaryKey: ['session', 'number'] },
        foreignKeys: [{ columns: ['session'], references: { schema, name: 'sessions', columns: ['id'] } }],
      });
      expect(episodes?.indexes).toContainEqual({ name: 'by_score', columns: ['score'], unique: false });
      expect(episodes?.columns.map(({ name, kind }) => [name, kind])).toEqual([
        ['session', 'integer'],
        ['number', 'integer'],
        ['score', 'float'],
      ]);
      expect(episodes?.columns[1]?.default).toBe('7');
      const sessions = findTable(catalogue, 'sessions', schema);
      expect(sessions?.columns[1]).toMatchObject({ name: 'label', kind: 'text', nullable: false });
      expect(sessions?.uniques).toEqual([['label']]);
      expect(findTable(catalogue, 'best', schema)).toMatchObject({
        ...{ kind: 'view', primaryKey: [], problem: null },
        columns: [{ name: 'session' }, { name: 'number' }],
      });
    });

    it('gives odd names as they are, and reads what is called so', async () => {
      const catalogue = await connection.catalogue();
      for (const [at, odd] of oddNames.entries()) {
        const table = findTable(catalogue, odd, schema);
        expect(table?.columns.map((column) => column.name)).toEqual(oddNames);
        const columns = sql`${name(odd)}, ${name('t', 'select')}`;
        expect(await ask(sql`select ${columns} from ${name(schema, odd)} as t where ${name(odd)} = ${at}`)).toEqual([
          [at, at],
        ]);
      }
    });

    it('takes a thousand columns', async () => {
      expect(findTable(await connection.catalogue(), 'many', schema)?.columns).toHaveLength(1000);
      const answer = await connection.rows(raw('select * from many'));
      expect(answer.columns).toHaveLength(1000);
      expect([answer.rows[0]?.[0], answer.rows[0]?.[1], answer.rows[0]?.[999]]).toEqual([1, null, 2]);
    });
  });

  describe('values', () => {
    it.each<[string, Cell]>([
      ['null', null],
      ['9007199254740991', 9007199254740991],
      ['9007199254740993', { k: 'int', t: '9007199254740993' }],
      ['9223372036854775807', { k: 'int', t: '9223372036854775807' }],
      ['-9223372036854775807 - 1', { k: 'int', t: '-9223372036854775808' }],
      [`cast(0.1 as ${double})`, 0.1],
      [`cast(1e308 as ${double})`, 1e308],
      [`cast(5e-324 as ${double})`, 5e-324],
      ["''", ''],
      ["'it''s \"so\", 🐟 and é\n'", 'it\'s "so", 🐟 and é\n'],
      [blob('00ff10'), { k: 'blob', size: 3, hex: '00ff10' }],
      [blob(''), { k: 'blob', size: 0, hex: '' }],
    ])('%s', async (expression, cell) => {
      expect(await ask(`select ${expression}`)).toEqual([[cell]]);
      expect(await collect(connection.stream(raw(`select ${expression}`)))).toEqual([[cell]]);
    });

    it('that are exact decimals, microseconds, or not finite', async () => {
      if (engine === 'sqlite') return; // has none of them
      const answer = await ask(`select cast('12345678901234567890.10' as decimal(30, 2)),
        cast('2024-02-29 23:59:59.123456' as timestamp), cast('NaN' as ${double}), cast('-Infinity' as ${double}), true`);
      expect(answer).toEqual([
        [
          { k: 'decimal', t: '12345678901234567890.10' },
          { k: 'timestamp', t: '2024-02-29 23:59:59.123456' },
          { k: 'float', t: 'NaN' },
          { k: 'float', t: '-Infinity' },
          true,
        ],
      ]);
    });

    it('of ten megabytes', async () => {
      const text = 'ab🐟'.repeat(2_500_000);
      expect((await ask(sql`select ${connection.dialect.text(sql`${text}`)}`))[0]?.[0]).toBe(text);
    });

    it('of parameters come back as they went', async () => {
      const { text, double } = connection.dialect;
      const bound = sql`select ${text(sql`${"it's 🐟\n"}`)}, ${text(sql`${'$1 ? :x'}`)}, ${double(sql`${0.1}`)}`;
      expect((await ask(bound))[0]).toEqual(["it's 🐟\n", '$1 ? :x', 0.1]);
    });
  });

  describe('answers', () => {
    it('name their columns, each once', async () => {
      const { columns } = await connection.rows(raw('select id as a, label as a, id as "A b" from sessions'));
      const names = columns.map((column) => column.name);
      expect(new Set(names).size).toBe(3);
      expect([names[0], names[2]]).toEqual(['a', 'A b']);
      expect(columns.map((column) => column.kind)).toEqual(['integer', 'text', 'integer']);
    });

    it('have columns also without rows, in a stream too', async () => {
      const query = raw('select id, label from sessions where id < 0');
      const { columns, rows } = await connection.rows(query);
      expect([columns.map((column) => column.name), rows]).toEqual([['id', 'label'], []]);
      const batches: Batch[] = [];
      for await (const batch of connection.stream(query)) batches.push(batch);
      expect(batches[0]?.columns).toEqual(columns);
    });

    it('stream every row in order, in several batches', async () => {
      let batches = 0;
      const seen: Cell[] = [];
      for await (const batch of connection.stream(raw('select n from large order by n'))) {
        batches++;
        expect(batch.columns).toHaveLength(1);
        seen.push(...batch.rows.map((row) => row[0] ?? null));
      }
      expect(batches).toBeGreaterThan(2);
      expect(seen).toEqual(Array.from({ length: 25_000 }, (_, at) => at + 1));
    });

    it('may be left early, again and again', async () => {
      for (let time = 0; time < 8; time++) {
        for await (const batch of connection.stream(raw(numbers(1_000_000_000)))) {
          expect(batch.rows[0]).toEqual([1]);
          break;
        }
      }
      expect(await ask('select 1')).toEqual([[1]]);
    });

    it('become doubles for pictures', async () => {
      const columns = await connection.numbers(
        raw('select number, score, session from episodes order by session, number'),
      );
      expect(columns.map((column) => [...column])).toEqual([
        [1, 2, 1],
        [0.25, 0.75, Number.NaN],
        [1, 1, 2],
      ]);
      const large = await connection.numbers(raw('select n, n * 2 from large order by n'));
      expect(large.map((column) => [column.length, column[0], column.at(-1)])).toEqual([
        [25_000, 1, 25_000],
        [25_000, 2, 50_000],
      ]);
      expect((await connection.numbers(raw('select n from large where n < 0')))[0]).toHaveLength(0);
    });

    it('come to several questions at once', async () => {
      const questions = Array.from({ length: 12 }, (_, at) => ask(sql`select count(*) from large where n <= ${at}`));
      expect((await Promise.all(questions)).map((rows) => rows[0]?.[0])).toEqual(
        Array.from({ length: 12 }, (_, at) => at),
      );
    });
  });

  describe('reading only', () => {
    it.each([
      "insert into sessions values (3, 'third')",
      'delete from sessions',
      "update sessions set label = 'x'",
      'create table more (a integer)',
      'drop table sessions',
      'select 1; drop table sessions',
      'select 1; select 2',
    ])('refuses %s', async (statement) => {
      const before = await ask('select id, label from sessions order by id');
      const refused = expect.stringMatching(/^(READ_ONLY|SQL_FAILED|BAD_INPUT)$/);
      await expect(connection.rows(raw(statement))).rejects.toMatchObject({ code: refused });
      await expect(collect(connection.stream(raw(statement)))).rejects.toMatchObject({ code: refused });
      expect(await ask('select id, label from sessions order by id')).toEqual(before);
    });

    it('says what failed, and the statement', async () => {
      const statement = 'select nowhere from sessions';
      await expect(connection.rows(raw(statement))).rejects.toMatchObject({
        ...{ code: 'SQL_FAILED' },
        data: { sql: statement, detail: expect.stringContaining('nowhere') },
      });
      await expect(collect(connection.stream(raw('selct 1')))).rejects.toMatchObject({ name: 'Failure' });
      await expect(connection.numbers(raw('select * from missing'))).rejects.toMatchObject({ code: 'SQL_FAILED' });
      expect(await ask('select 1')).toEqual([[1]]);
    });
  });
});
