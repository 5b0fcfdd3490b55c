import type { WritePlace } from '#shared/contract/importing.ts';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Connection } from '../drivers/driver.ts';
import { chooseDriver } from '../drivers/engines.ts';
import type { TargetInfo } from './importer.ts';
import { engineOf, isNew } from './open-writer.ts';

/** Where new tables go. */
const schemaOf = { duckdb: 'main', sqlite: 'main', postgres: 'public' } as const;

/** Runs `work` on a target that is only read. A file that is to be made holds nothing yet. */
export async function withReading<T>(place: WritePlace, work: (target: TargetInfo) => Promise<T>): Promise<T> {
  if (place.target === null) throw new Failure('INTERNAL', 'There is no target to read');
  const { target, options } = place.target;
  if (await isNew(place.target))
    return work({ engine: await engineOf(place.target), tables: new Map(), ask: async () => [] });
  const driver = await chooseDriver(target);
  const connection = await driver.open(target, { options, scratch: place.scratch });
  try {
    return await work(await infoOf(connection));
  } finally {
    await connection.close();
  }
}

async function infoOf(connection: Connection): Promise<TargetInfo> {
  const { engine } = connection.info;
  const { tables } = await connection.catalogue();
  const own = tables.filter((table) => table.schema === schemaOf[engine] && table.kind === 'table');
  return {
    engine,
    tables: new Map(own.map((table) => [table.name, new Map(table.columns.map(({ name, type }) => [name, type]))])),
    ask: async (query) => (await connection.rows(query)).rows.map((row) => row.map(textOf)),
  };
}

function textOf(cell: Cell): string | null {
  return cell === null ? null : cellToText(cell);
}
