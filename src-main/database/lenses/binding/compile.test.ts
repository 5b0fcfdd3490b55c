import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catalogue, findTable } from '#shared/model/catalogue.ts';
import type { Expression } from '#shared/model/expression.ts';
import type { Connection } from '../../drivers/driver.ts';
import { render } from '../../sql/dialect.ts';
import { sql } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { compile, type Place, tableAs } from './compile.ts';
import { inWords } from './words.ts';

const words = { postgres: 'double precision', duckdb: 'double', sqlite: 'real' } as const;
const json = { postgres: 'jsonb', duckdb: 'json', sqlite: 'text' } as const;

describe.each(engines)('expressions on %s', (engine) => {
  let database: TestDatabase;
  let connection: Connection;
  let catalogue: Catalogue;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(
      `create table kinds (kind varchar(20) primary key, title varchar(20))`,
      `insert into kinds values ('a', 'Kind A')`,
      `create table notes (kind varchar(20), note varchar(20))`,
      `insert into notes values ('a', 'same'), ('a', 'same')`,
      `create table t (n integer, x ${words[engine]}, y ${words[engine]}, kind varchar(20), number varchar(20), doc ${json[engine]}, moment timestamp)`,
      `insert into t values (7, 3, null, 'a', '4.5', '{"a": {"b": [1, 2.5]}, "s": "text", "items": ["x", true, 0.30000000000000004, null]}', '2024-01-01 00:00:10.5')`,
    );
    connection = await database.open();
    catalogue = await connection.catalogue();
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const find = (table: string) => findTable(catalogue, table);
  const place = (): Place => ({ dialect: connection.dialect, table: find('t')!, alias: 't', find });
  const value = async (expression: Expression) => {
    const compiled = compile(expression, place());
    if (compiled === null) return 'left out';
    const { rows } = await connection.rows(sql`select ${compiled.sql} from ${tableAs(find('t')!, 't')}`);
    return rows[0]?.[0];
  };
  const call = (name: 'add' | 'div' | 'hypot' | 'coalesce' | 'concat' | 'replace' | 'number', ...of: Expression[]) =>
    value({ call: name, of });

  it('takes columns and values as they are', async () => {
    expect(await value('n')).toBe(7);
    expect(await value({ value: 'it’s "quoted"' })).toBe('it’s "quoted"');
    expect(await value({ value: 2.5 })).toBe(2.5);
    expect(await value({ value: null })).toBeNull();
  });

  it('leaves out what the database lacks, and all that needs it', async () => {
    expect(await value('nowhere')).toBe('left out');
    expect(await call('add', 'n', 'nowhere')).toBe('left out');
    expect(await call('coalesce', 'nowhere', 'n')).toBe(7);
    expect(await call('hypot', 'x', 'nowhere')).toBe(3);
    expect(await value({ lookUp: 'nothing', where: { kind: 'kind' }, value: 'title' })).toBe('left out');
    expect(await value({ lookUp: 'kinds', where: { kind: 'kind' }, value: 'nowhere' })).toBe('left out');
  });

  it('computes once what is chosen by and what a number is read from', async () => {
    const kind: Expression = { call: 'replace', of: ['kind', { value: 'a' }, { value: 'b' }] };
    const namings = (expression: Expression) =>
      render(compile(expression, place())!.sql, connection.dialect).text.split('"kind"').length - 1;
    const chosen: Expression = {
      ...{ choose: kind, when: 'is', otherwise: { value: 0 } },
      cases: [
        ['a', 1],
        ['b', 2],
      ],
    };
    expect(namings(chosen)).toBe(1);
    expect(await value(chosen)).toBe(2);
    const number: Expression = { call: 'number', of: [{ call: 'replace', of: ['number', { value: '.' }, kind] }] };
    if (engine === 'postgres') expect(namings(number)).toBe(1);
    expect(await value(number)).toBeNull();
  });

  it('calculates in doubles, without failing', async () => {
    expect(await call('div', 'n', { value: 2 })).toBe(3.5);
    expect(await call('div', 'n', { value: 0 })).toBeNull();
    expect(await call('add', 'n', 'number')).toBe(11.5);
    expect(await call('number', 'kind')).toBeNull();
    expect(await value({ call: 'seconds', of: ['moment'] })).toBe(1704067210.5);
  });

  it('measures vectors: NULL parts count as 0 unless all are NULL', async () => {
    expect(await call('hypot', 'x', { value: 4 }, 'y')).toBe(5);
    expect(await call('hypot', 'y', 'y')).toBeNull();
    expect(await call('hypot', { value: 1e-200 }, 'x')).toBe(3);
    expect(await call('hypot', { value: 1e200 }, 'x')).toEqual({ k: 'float', t: 'Infinity' });
  });

  it('puts texts together', async () => {
    expect(await call('concat', 'kind', { value: '-' }, 'y', 'n')).toBe('a-7');
    expect(await call('replace', { value: 'episode-1-x' }, { value: '-x' }, { value: '' })).toBe('episode-1');
  });

  it('reads inside JSON', async () => {
    expect(await value({ json: 'doc', path: ['s'] })).toBe('text');
    expect(await value({ json: 'doc', path: ['a', 'b', '1'], as: 'number' })).toBe(2.5);
    expect(await value({ json: 'doc', path: ['a', 'none'] })).toBeNull();
  });

  it('takes an item of an array by a number, and every digit of it', async () => {
    const item = (at: number) => value({ json: 'doc', path: ['items'], item: { value: at } });
    expect(await item(0)).toBe('x');
    expect(await item(1)).toBe('true');
    expect(await item(2)).toBe('0.30000000000000004');
    expect(await item(3)).toBeNull();
    expect(await item(9)).toBeNull();
    expect(await value({ json: 'doc', path: ['none'], item: 'n' })).toBeNull();
    expect(await value({ json: 'doc', path: ['items', '2'], as: 'number' })).toBe(0.30000000000000004);
  });

  it('reads what stores write for times and for what is not finite', async () => {
    const moment = await value({
      call: 'moment',
      of: [{ call: 'div', of: [{ value: 1725272701072 }, { value: 1000 }] }],
    });
    expect(JSON.stringify(moment)).toContain('2024-09-02 10:25:01.072');
    const finite = (largest: number) => value({ call: 'infinite', of: [{ value: largest }] });
    expect(await finite(Number.MAX_VALUE)).toEqual({ k: 'float', t: 'Infinity' });
    expect(await finite(-Number.MAX_VALUE)).toEqual({ k: 'float', t: '-Infinity' });
    expect(await finite(1.5e308)).toBe(1.5e308);
    const unless = (flag: Expression) => value({ call: 'unless', of: ['x', flag] });
    expect(await unless({ value: true })).toBeNull();
    expect(await unless({ value: false })).toBe(3);
    expect(await unless({ value: 0 })).toBe(3);
    expect(await unless('y')).toBe(3);
  });

  it('looks other tables up, where two rows answer too', async () => {
    expect(await value({ lookUp: 'kinds', where: { kind: 'kind' }, value: 'title' })).toBe('Kind A');
    expect(await value({ lookUp: 'kinds', where: { kind: { value: 'b' } }, value: 'title' })).toBeNull();
    expect(await value({ lookUp: 'notes', where: { kind: 'kind' }, value: 'note' })).toBe('same');
  });

  it('chooses by a text or its end', async () => {
    const cases = [
      ['x', 'ex'],
      ['a', 'ay'],
    ] as const;
    expect(await value({ choose: 'kind', when: 'is', cases })).toBe('ay');
    expect(await value({ choose: 'number', when: 'is', cases, otherwise: { value: 'other' } })).toBe('other');
    const ends = [
      ['-actual', 'actual'],
      ['-é', 'é'],
      ['a much longer text than it', 'no'],
    ] as const;
    expect(await value({ choose: { value: 'run-1-actual' }, when: 'ends with', cases: ends })).toBe('actual');
    expect(await value({ choose: { value: 'x-é' }, when: 'ends with', cases: ends })).toBe('é');
    expect(await value({ choose: { value: 'it' }, when: 'ends with', cases: ends })).toBeNull();
  });

  it('says in words what it computes', () => {
    expect(inWords({ call: 'hypot', of: ['x', 'y', 'z'] }, place())).toBe('hypot(x, y)');
    expect(inWords({ call: 'div', of: ['x', { call: 'add', of: ['n', { value: 1 }] }] }, place())).toBe(
      '(x / (n + 1))',
    );
    expect(inWords({ lookUp: 'kinds', where: { kind: 'kind' }, value: 'title' }, place())).toBe('kinds.title');
  });
});
