import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { name, sql } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { importers } from '../choose.ts';
import { importSamples, writeSample } from '../testing/import-samples.ts';
import { ImportBench } from '../testing/importing.ts';

/** Everything that a database holds: its tables with their columns, and each one's rows. */
async function dump(database: TestDatabase, without = /^$/): Promise<Readonly<Record<string, readonly string[]>>> {
  const connection = await database.open();
  const { tables } = await connection.catalogue();
  const held: Record<string, readonly string[]> = {};
  for (const table of tables.filter((each) => !without.test(each.name))) {
    const { rows } = await connection.rows(sql`select * from ${name(table.name)}`);
    const columns = table.columns.map((column) => `${column.name} ${column.type}`).join(', ');
    held[table.name] = [columns, ...rows.map((row) => row.map(textOf).join(' | ')).sort()];
  }
  await connection.close();
  return held;
}

function textOf(cell: Cell): string {
  return cell === null ? 'NULL' : cellToText(cell);
}

describe.each(engines)('taking an import back from %s', (engine) => {
  it.each(importers.map(({ id }) => id))('%s: leaves the database as it was before', async (importer) => {
    const sample = importSamples[importer];
    if (sample === undefined) throw new Error(`There is no sample for ${importer}`);
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute('create table mine (a integer)', 'insert into mine values (1)');
    const before = await dump(database);
    const take = async (number: number) => {
      const path = await writeSample(bench, sample, number);
      const options = sample.options?.(number) ?? {};
      const report = await bench.import(database, [path], { options, onDuplicate: 'add', importer });
      expect(report).toMatchObject({ outcome: 'imported', failure: null });
      expect(report.counts.written).toBeGreaterThan(0);
      return report.id ?? '';
    };
    const first = await take(1);
    const between = await dump(database);
    const second = await take(2);
    expect(await dump(database)).not.toEqual(between);
    await bench.undo(database, second);
    expect(await dump(database)).toEqual(between);
    await bench.undo(database, first);
    expect(await dump(database)).toEqual(before);
  });
});
