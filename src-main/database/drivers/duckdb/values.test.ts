import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cell, isTagged } from '#shared/model/cell.ts';
import { name, raw, type Sql, sql } from '../../sql/sql.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import type { Connection } from '../driver.ts';

describe('values of DuckDB', () => {
  let database: TestDatabase;
  let connection: Connection;
  const one = async (expression: string): Promise<Cell> =>
    (await connection.rows(raw(`select ${expression}`))).rows[0]?.[0] ?? null;

  beforeAll(async () => {
    database = await createTestDatabase('duckdb');
    connection = await database.open();
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('of every scalar type read as the engine itself writes them, at the ends of their range and for NULL', async () => {
    const { columns } = await connection.rows(raw('select * from test_all_types() limit 0'));
    const scalars = columns.filter(
      ({ kind, name: column }) => kind !== 'nested' && !/array|struct|map|union|geometry/.test(column),
    );
    expect(scalars.length).toBeGreaterThan(30);
    for (const { name: column, type } of scalars) {
      const value = name(column);
      const asText = written[type]?.(value) ?? sql`cast(${value} as varchar)`;
      const { rows } = await connection.rows(sql`select ${value}, ${asText} from test_all_types()`);
      expect(rows, column).toHaveLength(3);
      for (const [cell, text] of rows)
        expect(asWritten(cell ?? null, type), `${column} ${type}`).toBe(sameForm(text, type));
    }
  });

  it.each<[string, Cell]>([
    ["date '5881580-07-10'", { k: 'date', t: '5881580-07-10' }],
    ["date '-infinity'", { k: 'date', t: '-infinity' }],
    ["date '0001-01-01'", { k: 'date', t: '0001-01-01' }],
    ["date '0001-01-01' - 1", { k: 'date', t: '0001-12-31 (BC)' }],
    ["date '0044-03-15 (BC)'", { k: 'date', t: '0044-03-15 (BC)' }],
    ["timestamp '12345-06-07 08:09:10.000001'", { k: 'timestamp', t: '12345-06-07 08:09:10.000001' }],
    ["timestamp '1969-12-31 23:59:59.999999'", { k: 'timestamp', t: '1969-12-31 23:59:59.999999' }],
    ["timestamp_ns '1677-09-22 00:00:00.000000001'", { k: 'timestamp', t: '1677-09-22 00:00:00.000000001' }],
    ["timestamp_s '2026-11-05 12:00:00'", { k: 'timestamp', t: '2026-11-05 12:00:00' }],
    ["timestamp_ms '2026-11-05 12:00:00.120'", { k: 'timestamp', t: '2026-11-05 12:00:00.12' }],
    ["timestamptz '2026-03-29 02:30:00.5+02'", { k: 'timestamptz', t: '2026-03-29 00:30:00.5+00' }],
    ["timestamptz 'infinity'", { k: 'timestamptz', t: 'infinity' }],
    ["timetz '23:59:59.25-07:30'", { k: 'time', t: '23:59:59.25-07:30' }],
    ["interval '-1 month 3 days -00:00:00.000001'", { k: 'interval', t: '-1 month 3 days -00:00:00.000001' }],
    ['cast(0.1 as float)', 0.10000000149011612],
    ["'-0'::double", { k: 'float', t: '-0' }],
    ["'nan'::float", { k: 'float', t: 'NaN' }],
    ['18446744073709551615::ubigint', { k: 'int', t: '18446744073709551615' }],
    ["'happy'::enum('sad', 'happy')", 'happy'],
    [`'{"a": 1.0}'::json`, { k: 'json', t: '{"a": 1.0}' }],
    ["'\\x00\\xFFa'::blob", { k: 'blob', size: 3, hex: '00ff61' }],
    // Well-known binary, as the OGC's standard has it.
    ["'POINT (1 2)'::geometry", { k: 'blob', size: 21, hex: '0101000000000000000000f03f0000000000000040' }],
    ["'0101'::bit", { k: 'bit', t: '0101' }],
  ])('%s', async (expression, cell) => {
    expect(await one(expression)).toEqual(cell);
  });

  it('nest as deep as they like, with their exact parts', async () => {
    expect(
      await one(
        `{'b': [1::hugeint << 100, null], '2': map {[1]: date '2026-01-02'}, '1': union_value(n := 'nan'::double)}`,
      ),
    ).toEqual({
      k: 'struct',
      fields: [
        ['b', { k: 'list', items: [{ k: 'int', t: '1267650600228229401496703205376' }, null] }],
        [
          '2',
          {
            k: 'map',
            entries: [
              [
                { k: 'list', items: [1] },
                { k: 'date', t: '2026-01-02' },
              ],
            ],
          },
        ],
        ['1', { k: 'union', tag: 'n', value: { k: 'float', t: 'NaN' } }],
      ],
    });
    expect(await one('array_value(1.5, null)')).toEqual({ k: 'list', items: [{ k: 'decimal', t: '1.5' }, null] });
    expect(await one('null::struct(a int)')).toBeNull();
    expect(await one("{'a': null::struct(b int)}")).toEqual({ k: 'struct', fields: [['a', null]] });
  });

  it('keep fields of one name, or of a name that objects treat specially', async () => {
    expect(await one('[row(1, 2)]')).toEqual({
      k: 'list',
      items: [
        {
          k: 'struct',
          fields: [
            ['', 1],
            ['', 2],
          ],
        },
      ],
    });
    expect(await one(`{'__proto__': 1, 'constructor': 2}`)).toEqual({
      k: 'struct',
      fields: [
        ['__proto__', 1],
        ['constructor', 2],
      ],
    });
  });

  it('of VARIANT are what they hold', async () => {
    expect(
      await one(
        `{'a': 1.5::decimal(4, 2), 'b': [timestamp_ns '2026-01-01 00:00:00.000000001'::variant, 'x'::variant]}::variant`,
      ),
    ).toEqual({
      k: 'struct',
      fields: [
        ['a', { k: 'decimal', t: '1.50' }],
        ['b', { k: 'list', items: [{ k: 'timestamp', t: '2026-01-01 00:00:00.000000001' }, 'x'] }],
      ],
    });
    expect(await one('null::variant')).toBeNull();
  });

  it('become doubles whatever their number type, NaN for the rest', async () => {
    const expressions = [
      "'-128'::tinyint, 255::utinyint, 4294967295::uinteger, true",
      '(-9223372036854775808)::bigint, 18446744073709551615::ubigint, 9007199254740993, -1::bigint',
      '1.25::decimal(38, 10), (1::hugeint << 100), 0.5::float, null::bigint',
      "'7', date '2026-01-01', [1], null::double",
    ];
    const columns = await connection.numbers(raw(`select ${expressions.join(', ')}`));
    expect(columns.map(([value]) => value)).toEqual([
      ...[-128, 255, 4294967295, 1],
      ...[-(2 ** 63), 2 ** 64, 9007199254740992, -1],
      ...[1.25, 2 ** 100, 0.5, Number.NaN],
      ...[Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    ]);
  });

  it('become doubles with NULLs at every place of a chunk', async () => {
    const [numbers] = await connection.numbers(
      raw('select case when i % 3 = 0 then null else i end from range(10000) t(i)'),
    );
    expect(numbers).toHaveLength(10_000);
    expect([...(numbers ?? [])].every((value, i) => (i % 3 === 0 ? Number.isNaN(value) : value === i))).toBe(true);
  });
});

/** Where the engine's own text is another form, or (a timestamp with zone, far from now) a millisecond wrong. */
const written: Readonly<Record<string, (value: Sql) => Sql>> = {
  BLOB: (value) => sql`lower(hex(${value}))`,
  'TIMESTAMP WITH TIME ZONE': (value) => sql`cast(make_timestamp(epoch_us(${value})) as varchar) || '+00'`,
};

/** A cell as the engine would write it. */
function asWritten(cell: Cell, type: string): string | null {
  if (cell === null) return null;
  if (!isTagged(cell)) return type === 'FLOAT' || type === 'DOUBLE' ? String(Number(cell)) : String(cell);
  if (cell.k === 'blob') return cell.hex;
  return 't' in cell ? cell.t : JSON.stringify(cell);
}

/** Doubles are written differently (1e+308, nan). */
function sameForm(text: Cell | undefined, type: string): string | null {
  if (text === null || text === undefined) return null;
  if (type === 'DOUBLE') return String(Number(text));
  if (type === 'FLOAT') return String(Math.fround(Number(text)));
  return String(text);
}
