import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTable } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import { name, sql } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { tableAs } from '../binding/compile.ts';
import type { LensContext } from '../lens-context.ts';
import { columnsAre } from './columns-are.ts';
import type { Question } from './question.ts';
import { QuestionBook } from './question-book.ts';

/** Ten runs with a reward each, and a word that needs quoting. */
const rewards: Question = {
  id: 'rewards',
  title: 'Rewards of runs',
  about: 'The reward of each run, the best first',
  parameters: [
    { id: 'least', title: 'Least reward', kind: 'number', default: 0, minimum: 0, maximum: 100 },
    { id: 'kind', title: 'Kind', kind: 'choice', choices: ['a', "o'b"], optional: true },
    { id: 'run', title: 'Run', kind: 'session', optional: true },
    { id: 'since', title: 'Since', kind: 'time', optional: true },
  ],
  columns: [
    { name: 'run', title: 'Run', kind: 'text' },
    { name: 'reward', title: 'Reward', kind: 'float' },
    { name: 'twice', title: 'Twice', kind: 'integer' },
    { name: 'good', title: 'Good', kind: 'boolean' },
  ],
  order: ['-reward'],
  chart: { kind: 'line', x: 'twice', y: ['reward'], by: 'good' },
  statement: (context, { least = null, kind = null, run }) => {
    const runs = context.find('runs');
    if (runs === undefined) return null;
    const of = columnsAre(context, runs, 'r', ['run'], run);
    const kinds = kind === null ? sql`1=1` : sql`${name('r', 'kind')} = ${kind}`;
    return sql`select r.run as run, r.reward as reward, r.big as twice, r.reward >= 5 as good
      from ${tableAs(runs, 'r')} where r.reward >= ${least} and ${kinds} and ${of}`;
  },
  choices: { run: ({ find }) => (find('runs') ? sql`select run, kind from runs order by run` : null) },
};

const missing: Question = { ...rewards, id: 'missing', statement: ({ find }) => (find('none') ? sql`select 1` : null) };

const rows = Array.from({ length: 10 }, (_, at) => ({
  run: `run-${at + 1}`,
  kind: at % 2 === 0 ? 'a' : "o'b",
  reward: at,
  big: 2 * at,
}));

describe.each(engines)('questions on %s', (engine) => {
  let database: TestDatabase;
  let book: QuestionBook;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    const values = rows.map(
      ({ run, kind, reward, big }) => `('${run}', '${kind.replaceAll("'", "''")}', ${reward}, ${big})`,
    );
    await database.execute(
      'create table runs (run varchar(20) not null, kind varchar(20), reward double precision, big integer)',
      `insert into runs values ${values.join(', ')}`,
    );
    const connection = await database.open();
    const catalogue = await connection.catalogue();
    const context: LensContext = {
      connection,
      dialect: connection.dialect,
      find: (table) => findTable(catalogue, table),
      timeZone: 'UTC',
    };
    book = new QuestionBook(context, [rewards, missing]);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const ask = (values = {}) => ({ question: 'rewards', values });
  const runsOf = ({ rows: found }: { rows: readonly (readonly Cell[])[] }) => found.map(([run]) => run);

  it('offers what the database can answer', () => {
    expect(book.list().map(({ id }) => id)).toEqual(['rewards']);
    expect(() => book.sql({ question: 'missing', values: {} })).toThrow('There is no question “missing”');
  });

  it('answers in its own order, with kinds that every engine shares', async () => {
    const page = await book.page(ask({ least: 4 }), { limit: 3 });
    expect(page.rows).toEqual([
      ['run-10', 9, 18, true],
      ['run-9', 8, 16, true],
      ['run-8', 7, 14, true],
    ]);
    const after = await book.page(ask({ least: '4' }), { limit: 3, after: page.keys.at(-1)! });
    expect(after.rows).toEqual([
      ['run-7', 6, 12, true],
      ['run-6', 5, 10, true],
      ['run-5', 4, 8, false],
    ]);
    expect(after.more).toBe(false);
  });

  it('sorts, filters, searches and counts like any list', async () => {
    const sorted = await book.page(ask(), { sort: [{ column: 'run', descending: false }] });
    expect(runsOf(sorted)).toEqual(rows.map(({ run }) => run));
    const condition = { column: 'good', op: '=' as const, values: ['false'] };
    expect(await book.count(ask(), { conditions: [condition] })).toBe(5);
    expect(runsOf(await book.page(ask(), { search: 'RUN-10' }))).toEqual(['run-10']);
    expect(await book.cell(ask(), { key: sorted.keys[1]!, column: 'reward' })).toBe(1);
  });

  it('takes a value as a value, and an id as an id', async () => {
    expect(await book.count(ask({ kind: "o'b" }), {})).toBe(5);
    expect(runsOf(await book.page(ask({ run: 'run-3' }), {}))).toEqual(['run-3']);
    expect(await book.count(ask({ run: "x' or '1'='1" }), {})).toBe(0);
  });

  it('says the statement as one could run it', async () => {
    await using other = await createTestDatabase(engine);
    const text = book.sql(ask({ kind: "o'b", least: 2 }));
    expect(text).toContain("'o''b'");
    expect(text).not.toMatch(/\$\d|\?/);
    await expect((await other.open()).rows({ parts: [{ kind: 'text', text }] })).rejects.toThrow(/runs/);
    expect((await (await database.open()).rows({ parts: [{ kind: 'text', text }] })).rows.map(([run]) => run)).toEqual([
      'run-10',
      'run-8',
      'run-6',
      'run-4',
    ]);
  });

  it('streams the whole answer', async () => {
    const pieces = [];
    for await (const piece of book.run(ask())) pieces.push(piece);
    expect(pieces.map(({ kind }) => kind)).toEqual(['columns', 'rows', 'done']);
    expect(pieces[1]).toMatchObject({
      rows: rows.toReversed().map(({ run, reward }) => [run, reward, 2 * reward, reward >= 5]),
    });
  });

  it('draws it, a line for each value', async () => {
    const chart = await book.chart(ask(), { conditions: [], search: '', width: 100, height: 100 });
    expect(chart).toMatchObject({ x: { scale: 'whole', title: 'Twice' }, y: { title: 'Reward' } });
    const points = (good: boolean) =>
      rows.filter(({ reward }) => reward >= 5 === good).map(({ big, reward }) => [big, reward]);
    expect(chart.series.map(({ label, points: drawn, rows: of }) => [label, drawn, of])).toEqual(
      expect.arrayContaining([
        ['true', points(true), 5],
        ['false', points(false), 5],
      ]),
    );
  });

  it('finds the choices of a parameter', async () => {
    expect((await book.choices('rewards', 'run'))[0]).toEqual({ value: 'run-1', title: 'a' });
    expect(await book.choices('rewards', 'least')).toEqual([]);
  });

  it.each([
    [{ wrong: 1 }, /has no parameter “wrong”. It takes least, kind, run, since/],
    [{ least: 'many' }, /“many” does not fit “Least reward”: give a number from 0 to 100/],
    [{ least: 101 }, /from 0 to 100/],
    [{ kind: 'c' }, /“c” does not fit “Kind”: give one of a, o'b/],
    [{ since: 'yesterday' }, /a time such as/],
  ])('refuses %j with a sentence', async (values, sentence) => {
    const refused = book.page(ask(values), {});
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toBeInstanceOf(Failure);
  });
});
