import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { csvValue } from './csv-select.ts';

/** What DuckDB makes of texts in a column of numbers; `null` where it says that one would not stay as it is. */
async function numbers(decimal: '.' | ',', texts: readonly string[]): Promise<readonly (number | null)[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const value = csvValue({ name: 'x', type: 'DOUBLE', nulls: [], notation: { decimal, dates: null } }, 0);
  const found: (number | null)[] = [];
  for (const text of texts) {
    const read = connection.runAndReadAll(`select ${value} from (select $1::varchar as c0)`, [text]);
    found.push(
      await read.then(
        (reader) => reader.getRows()[0]?.[0] as number,
        () => null,
      ),
    );
  }
  connection.closeSync();
  instance.closeSync();
  return found;
}

it.each([
  [
    '.',
    {
      '0.5': 0.5,
      '-0.25': -0.25,
      '.5': 0.5,
      '12': 12,
      '1.5e5': 150_000,
      '2e-3': 0.002,
      '99.99995000000416': 99.99995000000416,
    },
  ],
  [',', { '0,5': 0.5, '-0,25': -0.25, '12': 12, '1.234,5': 1234.5, '-1.234.567': -1_234_567, '2e-3': 0.002 }],
] as const)('takes numbers with “%s”', async (decimal, expected) => {
  expect(await numbers(decimal, Object.keys(expected))).toEqual(Object.values(expected));
});

it.each([
  ['.', ['007.5', '-00.5', '+1.5', ' 1.5', '1_000.5', '0_1.5', '1e5', '12345678901234567890', '1,5', '0x1F']],
  [',', ['1.5', '-1.5', '1.5.5', '.5', '1.23', '0.123', '1.234.56', '00,5', '1_000,5', '1.234.567.890.123.456']],
] as const)('leaves to a closer look what would change among numbers with “%s”', async (decimal, texts) => {
  expect(await numbers(decimal, texts)).toEqual(texts.map(() => null));
});
