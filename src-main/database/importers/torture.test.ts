import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { ImportReport } from '#shared/model/import.ts';
import { createTestDatabase } from '../testing/engines.ts';
import { OfferedFile } from './offer.ts';
import { parquetSummary } from './parquet-footer.ts';
import { ImportBench } from './testing/importing.ts';

/** Real files that nobody here wrote, of which some are damaged on purpose. */
const collection = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const present = existsSync(join(collection, 'torture'));

/** What becomes of each file: its importer with rows written, rejected and skipped, or the code of the refusal. */
type Outcome = readonly [importer: string, written: number, rejected: number, skipped: number] | string;
const outcomes = new URL('testing/expected-outcomes.json', import.meta.url);

async function files(): Promise<readonly string[]> {
  const entries = await readdir(collection, { withFileTypes: true, recursive: true });
  const paths = entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  return paths.filter((path) => !/(README\.md|SOURCES\.tsv)$/.test(path)).sort();
}

function outcomeOf({ outcome, importer, counts, failure }: ImportReport): Outcome {
  return outcome === 'imported'
    ? [importer, counts.written, counts.rejected, counts.skipped]
    : (failure?.code ?? outcome);
}

it.runIf(present)(
  'every real file is taken in with every row accounted for, or refused with a sentence, as expected of it',
  async () => {
    const expected = JSON.parse(await readFile(outcomes, 'utf8')) as Readonly<Record<string, Outcome>>;
    const found: Record<string, Outcome> = {};
    for (const path of await files()) {
      await using bench = await ImportBench.create();
      await using database = await createTestDatabase('duckdb');
      const report = await bench.import(database, [path]);
      const name = relative(collection, path);
      found[name] = outcomeOf(report);
      const { counts, failure, outcome, importer } = report;
      expect(counts.read, name).toBe(counts.written + counts.rejected + counts.skipped);
      if (outcome !== 'imported') {
        expect(failure?.message, name).toMatch(/^\S.{20,}/s);
        expect(failure?.message, name).not.toContain('starling: does not fit');
      } else if (importer === 'table' && name.endsWith('.parquet')) {
        const summary = await parquetSummary(new OfferedFile(path, collection, (await stat(path)).size));
        if (summary !== null && summary.rows > 0) expect(counts.written, name).toBe(summary.rows);
      }
    }
    expect(found).toEqual(expected);
  },
  900_000,
);

it.runIf(!present)('real files: not run, they are not here', () => {
  expect(present).toBe(false);
});
