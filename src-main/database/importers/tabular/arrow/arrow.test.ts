import { writeFile } from 'node:fs/promises';
import { zstdCompressSync } from 'node:zlib';
import {
  Binary,
  Bool,
  CompressionType,
  compressionRegistry,
  type DataType,
  DateDay,
  Decimal,
  Dictionary,
  DurationMillisecond,
  Field,
  Float16,
  Float32,
  Float64,
  Int32,
  Int64,
  List,
  makeData,
  makeVector,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Table,
  TimeMicrosecond,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  TimestampSecond,
  tableFromArrays,
  Uint64,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { cellToText } from '#shared/model/cell-text.ts';
import { raw } from '../../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../../testing/engines.ts';
import { ImportBench } from '../../testing/importing.ts';
import { ArrowFile } from './arrow-file.ts';
import { unpackLz4 } from './lz4.ts';

/** 2026-11-05 12:00:00 UTC, in seconds. */
const noon = 1_793_880_000n;

function longs(type: DataType, values: readonly bigint[]): Vector {
  return new Vector([
    makeData({ type, length: values.length, data: BigInt64Array.from(values) } as Parameters<typeof makeData>[0]),
  ]);
}

function kinds(): Table {
  const decimal = new Decimal(2, 12, 128);
  const large = new Decimal(9, 38, 128);
  const words = (value: bigint) =>
    [0n, 32n, 64n, 96n].map((shift) => Number((BigInt.asUintN(128, value) >> shift) & 0xffff_ffffn));
  const decimals = (type: Decimal, values: readonly bigint[]) =>
    new Vector([makeData({ type, length: values.length, data: Uint32Array.from(values.flatMap(words)) })]);
  const pair = new Struct([new Field('a', new Int64(), true), new Field('t', new Utf8(), true)]);
  return new Table({
    i32: makeVector(Int32Array.from([0, 1, 2])),
    i64: longs(new Int64(), [9007199254740993n, -9223372036854775808n, 9223372036854775807n]),
    u64: makeVector(BigUint64Array.from([0n, 1n, 18446744073709551615n])),
    f64: vectorFromArray([Number.NaN, null, 0.1], new Float64()),
    f32: makeVector(Float32Array.from([0.5, -1.25, 3])),
    half: vectorFromArray([0.5, -2, null], new Float16()),
    text: vectorFromArray(['007', '', null], new Utf8()),
    word: vectorFromArray(['red', 'blue', 'red'], new Dictionary(new Utf8(), new Int32())),
    flag: vectorFromArray([true, null, false], new Bool()),
    bytes: vectorFromArray([Uint8Array.from([0, 255]), null, new Uint8Array(0)], new Binary()),
    money: decimals(decimal, [150n, -1n, 0n]),
    exact: decimals(large, [12345678901234567890123456789n, -1n, 0n]),
    day: new Vector([makeData({ type: new DateDay(), length: 3, data: Int32Array.from([20762, 0, -1]) })]),
    clock: longs(new TimeMicrosecond(), [45_296_789_000n, 0n, 1n]),
    s: longs(new TimestampSecond(), [noon, 0n, -1n]),
    ms: longs(new TimestampMillisecond(), [noon * 1000n + 123n, 0n, -1n]),
    ns: longs(new TimestampNanosecond(), [noon * 1_000_000_000n + 123456789n, 0n, -1n]),
    tz: longs(new TimestampMicrosecond('Europe/Berlin'), [noon * 1_000_000n + 123456n, 0n, -1n]),
    took: longs(new DurationMillisecond(), [1500n, 0n, -1n]),
    list: vectorFromArray([[1.5, Number.NaN], [], null], new List(new Field('item', new Float64(), true))),
    pair: vectorFromArray([{ a: 9007199254740993n, t: 'a"b' }, { a: null, t: null }, null], pair),
  });
}

const expected: Readonly<Record<string, readonly string[]>> = {
  i64: ['9007199254740993', '-9223372036854775808', '9223372036854775807'],
  u64: ['0', '1', '18446744073709551615'],
  f64: ['NaN', 'NULL', '0.1'],
  text: ['007', '', 'NULL'],
  word: ['red', 'blue', 'red'],
  bytes: ['\\x00ff', 'NULL', '\\x'],
  exact: ['12345678901234567890.123456789', '-0.000000001', '0.000000000'],
  day: ['2026-11-05', '1970-01-01', '1969-12-31'],
  ns: ['2026-11-05 12:00:00.123456789', '1970-01-01 00:00:00', '1969-12-31 23:59:59.999999999'],
  took: ['1500', '0', '-1'],
  list: ['[1.5,"NaN"]', '[]', 'NULL'],
  pair: ['{"a":9007199254740993,"t":"a\\"b"}', '{"a":null,"t":null}', 'NULL'],
};

async function column(database: TestDatabase, table: string, name: string, order = 'i32'): Promise<string[]> {
  const connection = await database.open();
  const { rows } = await connection.rows(raw(`select ${name} from ${table} order by ${order}`));
  await connection.close();
  const text = rows.map(([cell]) => (cell === null || cell === undefined ? 'NULL' : cellToText(cell)));
  return text.map((each) => each.replace(/(:\d\d)\.0+$/, '$1'));
}

const zstd = {
  encode: (bytes: Uint8Array) => zstdCompressSync(bytes),
  decode: compressionRegistry.get(CompressionType.ZSTD)?.decode,
};

describe.each(engines)('Arrow files into %s', (engine) => {
  it.each(['file', 'stream', 'packed'] as const)('keeps every value of a %s as it was', async (form) => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    compressionRegistry.set(CompressionType.ZSTD, zstd as never);
    const writer =
      form === 'stream'
        ? RecordBatchStreamWriter.writeAll(kinds())
        : new RecordBatchFileWriter(form === 'packed' ? { compressionType: CompressionType.ZSTD } : {});
    if (form !== 'stream') {
      for (const batch of kinds().batches) writer.write(batch);
      writer.finish();
    }
    await writeFile(bench.path('kinds.arrow'), await writer.toUint8Array());
    const report = await bench.import(database, [bench.path('kinds.arrow')]);
    expect(report).toMatchObject({ outcome: 'imported', counts: { read: 3, written: 3, rejected: 0 } });
    for (const [name, values] of Object.entries(expected))
      expect(await column(database, 'kinds', name), name).toEqual(values);
    expect((await column(database, 'kinds', 'money')).map(Number)).toEqual([1.5, -0.01, 0]);
    expect((await column(database, 'kinds', 'half')).map(Number)).toEqual([0.5, -2, Number.NaN]);
    expect((await column(database, 'kinds', 'f32')).map(Number)).toEqual([0.5, -1.25, 3]);
    expect((await column(database, 'kinds', 's'))[2]).toMatch(/^1969-12-31 23:59:59/);
    expect((await column(database, 'kinds', 'ms'))[0]).toMatch(/^2026-11-05 12:00:00\.123/);
    expect((await column(database, 'kinds', 'clock'))[0]).toMatch(/^12:34:56\.789/);
    expect((await column(database, 'kinds', 'tz'))[0]).toMatch(/^2026-11-05 12:00:00\.123456\+00/);
    expect(['true', '1']).toContain((await column(database, 'kinds', 'flag'))[0]);
    await bench.undo(database, report.id ?? '');
  });

  it('takes several files batch by batch, and rejects the row whose time no database keeps', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    for (const file of [1, 2]) {
      const at = longs(
        new TimestampSecond(),
        Array.from({ length: 15_000 }, (_, row) => (row === 12_000 ? 10n ** 14n : BigInt(row))),
      );
      const table = new Table({ i32: makeVector(Int32Array.from({ length: 15_000 }, (_, row) => row)), at });
      const writer = new RecordBatchFileWriter();
      for (const batch of [...table.batches, ...table.batches]) writer.write(batch);
      writer.finish();
      await writeFile(bench.path(`part-${file}.feather`), await writer.toUint8Array());
    }
    const report = await bench.import(database, [bench.path('part-1.feather'), bench.path('part-2.feather')], {
      options: { table: 'parts' },
    });
    expect(report).toMatchObject({ outcome: 'imported', counts: { read: 60_000, written: 59_996, rejected: 4 } });
    expect(report.rejects[1]).toMatchObject({ file: 'part-1.feather', line: 27_001, column: 'at' });
    expect(await column(database, "parts where file = 'part-2.feather' and i32 = 14999", 'count(*)', '1')).toEqual([
      '2',
    ]);
  });

  it('refuses a file whose end is missing, and says so of a stream', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const table = tableFromArrays({ i32: Int32Array.from([1, 2, 3]) });
    const file = await RecordBatchFileWriter.writeAll(table).toUint8Array();
    const stream = await RecordBatchStreamWriter.writeAll(table).toUint8Array();
    await writeFile(bench.path('cut.arrow'), file.subarray(0, file.length - 30));
    await writeFile(bench.path('cut.arrows'), stream.subarray(0, stream.length - 14));
    await writeFile(bench.path('open.arrows'), stream.subarray(0, stream.length - 8));
    expect(await bench.import(database, [bench.path('cut.arrow')])).toMatchObject({
      outcome: 'failed',
      failure: { code: 'FILE_CORRUPT' },
    });
    expect(await bench.import(database, [bench.path('cut.arrows')])).toMatchObject({
      outcome: 'failed',
      failure: { code: 'FILE_CORRUPT' },
    });
    const report = await bench.import(database, [bench.path('open.arrows')]);
    expect(report).toMatchObject({ outcome: 'imported', counts: { written: 3 } });
    expect(report.notices[0]).toMatch(/no end mark/);
  });
});

/** Made by `lz4 -9 -BD -B4` of the lines that the test makes again: blocks that refer to those before them. */
const packed =
  'BCJNGGRApzsCAADgcm93IDAgb2YgbWFueQoOABkxDgAZMg4AGTMOABk0DgAZNQ4AGTYOABk3DgAZOA4AGjl+AAuNAAqOABoxjwAaMZAAGjGRABoxkgAaMZMAGjGUABoxlQAaMZYAGjKWABsyJAEKlgAaMpYAGjKWABoylgAaMpYAGjKWABoylgAaMpYAGjOWABozlgAbM7sBCpYAGjOWABozlgAaM5YAGjOWABozlgAaM5YAGjSWABo0lgAaNJYAGzRSAgqWABo0lgAaNJYAGjSWABo0lgAaNJYAGjWWABo1lgAaNZYAGjWWABs16QIKlgAaNZYAGjWWABo1lgAaNZYAGjaWABo2lgAaNpYAGjaWABo2lgAbNoADCpYAGjaWABo2lgAaNpYAGjeWABo3lgAaN5YAGjeWABo3lgAaN5YAGzcXBAqWABo3lgAaN5YAGjiWABo4lgAaOJYAGjiWABo4lgAaOJYAGjiWABs4rgQKlgAaOJYAGjmWABo5lgAaOZYAGjmWABo5lgAaOZYAGjmWAA+lBf////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////96UG1hbnkKAAAAAOYSJH4=';

it('unpacks LZ4 as its own tool packed it, and refuses what is damaged', () => {
  const text = Array.from({ length: 3000 }, (_, row) => `row ${row % 97} of many\n`).join('');
  const bytes = Buffer.from(packed, 'base64');
  expect(Buffer.from(unpackLz4(bytes)).toString()).toBe(text);
  expect(() => unpackLz4(bytes.subarray(0, 300))).toThrow('damaged');
  expect(() => unpackLz4(bytes.subarray(8))).toThrow('damaged');
});

it('reads the schema of an Arrow file without its rows', async () => {
  await using bench = await ImportBench.create();
  const table = new Table({
    a: vectorFromArray([1n], new Int64()),
    b: vectorFromArray([1n], new Uint64()),
    c: vectorFromArray([1], new Float32()),
  });
  await writeFile(bench.path('a.arrow'), await RecordBatchFileWriter.writeAll(table).toUint8Array());
  await using file = await ArrowFile.open(bench.path('a.arrow'), 'a.arrow');
  expect(file.schema).toBeInstanceOf(Schema);
  const plan = await bench.plan([bench.path('a.arrow')]);
  expect(plan.tables[0]?.columns.map(({ valueType }) => valueType)).toEqual(['BIGINT', 'UBIGINT', 'FLOAT']);
  expect(plan.tables[0]?.preview).toHaveLength(1);
});
