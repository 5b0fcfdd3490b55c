import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/engines.ts';
import { ImportBench } from './testing/importing.ts';

/** Real files that nobody here wrote, of which some are damaged on purpose. */
const collection = fileURLToPath(new URL('../../../../shared/data/torture/', import.meta.url));
const present = existsSync(join(collection, 'csv'));

/** Rows written and rejected, or the code of the refusal; looked up in the files by eye. */
const expected: Readonly<Record<string, readonly [written: number, rejected: number] | string>> = {
  'csv/csv-spectrum/csvs/escaped_quotes.csv': [2, 0],
  'csv/csv-spectrum/csvs/utf8.csv': [2, 0],
  'csv/duckdb/auto/leading_space_numerics.csv': [3, 0],
  'csv/duckdb/auto/product_codes_HS17_V202301.csv.gz': [5384, 0],
  'csv/duckdb/auto/titlebasicsdebug.tsv': [3001, 1],
  'csv/duckdb/encodings/all_latin1.csv': [189, 0],
  'csv/duckdb/encodings/utf16.csv': [20, 0],
  'csv/duckdb/encodings/utf16.csv.gz': [20, 0],
  'csv/duckdb/pollock/file_field_delimiter_0x20.csv': 'BAD_INPUT',
  'csv/duckdb/real/lineitem_sample.csv': [10, 0],
  'csv/duckdb/rejects/incorrect_columns/few_columns.csv': [2768, 4],
  'csv/duckdb/rejects/incorrect_columns/many_columns.csv': [2768, 4],
  'csv/duckdb/test/empty.csv': 'NOT_A_DATABASE',
  'csv/duckdb/test/many_empty_lines.csv': [20_000, 0],
  'csv/duckdb/test/windows_newline.csv': [20_000, 0],
  'csv/duckdb/titanic.csv': [891, 0],
  'csv/duckdb/zstd/ncvoter.csv.zst': [10, 0],
  'parquet/apache_parquet_testing/bad_data/PARQUET-1481.parquet': 'FILE_CORRUPT',
  'parquet/apache_parquet_testing/data/alltypes_plain.parquet': [8, 0],
  'parquet/apache_parquet_testing/data/delta_binary_packed.parquet': [200, 0],
  'parquet/apache_parquet_testing/data/encrypt_columns_and_footer_ctr.parquet.encrypted': 'VERSION_UNSUPPORTED',
  'parquet/apache_parquet_testing/data/large_string_map.brotli.parquet': 'OUT_OF_MEMORY',
  'parquet/apache_parquet_testing/data/repeated_no_annotation.parquet': [6, 0],
  'parquet/duckdb/afl/1.parquet': 'FILE_CORRUPT',
  'parquet/duckdb/broken/broken_date.parquet': 'FILE_CORRUPT',
  'parquet/duckdb/invalid_utf8_dictionary.parquet': 'FILE_CORRUPT',
  'parquet/duckdb/plaintext_footer_crypto_metadata.parquet': 'FILE_CORRUPT',
  'other/lfs_pointers/episode_000000.parquet': 'NOT_A_DATABASE',
};

describe.runIf(present)('files that are hard to import', () => {
  it.each(Object.entries(expected))('%s', async (file, outcome) => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase('duckdb');
    const report = await bench.import(database, [join(collection, file)]);
    if (typeof outcome === 'string') expect(report.failure?.code).toBe(outcome);
    else {
      const [written, rejected] = outcome;
      expect(report).toMatchObject({ outcome: 'imported', counts: { read: written + rejected, written, rejected } });
    }
  });

  it('are each taken in with every row accounted for, or refused with a sentence', async () => {
    await using bench = await ImportBench.create();
    const entries = await readdir(join(collection, 'csv'), { withFileTypes: true, recursive: true });
    for (const entry of entries.filter((each) => each.isFile())) {
      await using database = await createTestDatabase('duckdb');
      const { outcome, counts, failure } = await bench.import(database, [join(entry.parentPath, entry.name)]);
      expect(counts.read, entry.name).toBe(counts.written + counts.rejected + counts.skipped);
      if (outcome === 'imported') continue;
      expect(failure?.code, entry.name).toMatch(/^(NOT_A_DATABASE|BAD_INPUT|FILE_CORRUPT)$/);
      expect(failure?.message, entry.name).toMatch(/^\S.{20,}/s);
      expect(failure?.detail ?? '', entry.name).not.toContain('starling: does not fit');
    }
  }, 240_000);
});

it.runIf(!present)('files that are hard to import: not run, they are not here', () => {
  expect(present).toBe(false);
});
