import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { inTurns } from './in-turns.ts';
import { OfferedFile } from './offer.ts';
import { parquetSummary } from './parquet-footer.ts';
import { ImportBench } from './testing/importing.ts';

/** Real files that nobody here wrote, of which some are damaged on purpose. */
const collection = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const present = existsSync(join(collection, 'torture'));

/** What becomes of each file: its importer with rows written, rejected and skipped, or the code of the refusal. */
type Outcome = readonly [importer: string, written: number, rejected: number, skipped: number] | string;
/** Files at a time: most of the work is the engine's, in threads of its own. */
const sideBySide = 3;
const outcomes = new URL('testing/expected-outcomes.json', import.meta.url);

async function files(): Promise<readonly string[]> {
  const entries = await readdir(collection, { withFileTypes: true, recursive: true });
  const paths = entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  return paths.filter((path) => !/(README\.md|SOURCES\.tsv)$/.test(path)).sort();
}

const nameOf = (path: string): string => relative(collection, path);

/** Imports a file into a new database of its own, and sees to it that every row is accounted for. */
async function outcomeOf(path: string): Promise<Outcome> {
  await using bench = await ImportBench.create();
  const report = await bench.import({ target: { kind: 'file', path: bench.path('new.duckdb') } }, [path]);
  const { counts, failure, outcome, importer } = report;
  const name = nameOf(path);
  expect(counts.read, name).toBe(counts.written + counts.rejected + counts.skipped);
  if (outcome !== 'imported') {
    expect(failure?.message, name).toMatch(/^\S.{20,}/s);
    expect(failure?.message, name).not.toContain('starling: does not fit');
    return failure?.code ?? outcome;
  }
  if (importer === 'table' && name.endsWith('.parquet')) {
    const summary = await parquetSummary(new OfferedFile(path, collection, (await stat(path)).size));
    if (summary !== null && summary.rows > 0) expect(counts.written, name).toBe(summary.rows);
  }
  return [importer, counts.written, counts.rejected, counts.skipped];
}

it.runIf(present)(
  'every real file is taken in with every row accounted for, or refused with a sentence, as expected of it',
  async () => {
    const expected = JSON.parse(await readFile(outcomes, 'utf8')) as Readonly<Record<string, Outcome>>;
    const paths = await files();
    const found = await inTurns(paths, sideBySide, outcomeOf);
    expect(Object.fromEntries(found.map((outcome, at) => [nameOf(paths[at] ?? ''), outcome]))).toEqual(expected);
  },
  900_000,
);

it.runIf(!present)('real files: not run, they are not here', () => {
  expect(present).toBe(false);
});
