import { existsSync } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { OfferedFile } from './offer.ts';
import { parquetSummary } from './parquet-footer.ts';
import { ImportBench } from './testing/importing.ts';

const collection = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

async function summary(path: string) {
  return parquetSummary(new OfferedFile(path, '/', (await stat(path)).size));
}

describe('footers of parquet files', () => {
  it('are alike for files of the same columns, and say how many rows there are', async () => {
    await using bench = await ImportBench.create();
    await bench.make(
      `copy (select range::integer as a, 'x' as b, [range, null] as c, {'d': 1} as e from range(70000)) to '$folder/1.parquet'`,
      `copy (select range::integer as a, 'y' as b, [range, null] as c, {'d': 2} as e from range(3)) to '$folder/2.parquet'`,
      `copy (select range::bigint as a, 'y' as b from range(3)) to '$folder/3.parquet'`,
    );
    const [first, second, third] = await Promise.all([1, 2, 3].map((file) => summary(bench.path(`${file}.parquet`))));
    expect([first?.rows, second?.rows, third?.rows]).toEqual([70_000, 3, 3]);
    expect(second?.schema).toBe(first?.schema);
    expect(third?.schema).not.toBe(first?.schema);
  });

  it.runIf(existsSync(collection))('of other writers count what the engine counts', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    let compared = 0;
    for await (const path of glob(`${collection}**/*.parquet`)) {
      const counted = await connection
        .runAndReadAll(`select num_rows::bigint::varchar from parquet_file_metadata('${path.replaceAll("'", "''")}')`)
        .catch(() => null);
      if (counted === null) continue;
      const found = await summary(path);
      if (found === null) continue;
      expect(String(found.rows), path).toBe(counted.getRowsJson()[0]?.[0]);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(20);
  });
});
