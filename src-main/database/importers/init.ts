import { Failure } from '#shared/model/failure.ts';
import type { InitReport } from '#shared/model/import.ts';
import { type Schema, schemas } from '../care/schemas/schemas.ts';
import { name, raw, sql } from '../sql/sql.ts';
import type { Writer } from './writers/writer.ts';

/** Makes the tables of a schema in one transaction, and says what is there now as the engine itself tells it. */
export async function initSchema(writer: Writer, id: Schema['id'], ifMissing: boolean): Promise<InitReport> {
  const schema = schemas.find((each) => each.id === id);
  if (schema === undefined) throw new Failure('INTERNAL', `There is no schema ${id}`);
  const expected = schema.tables(writer.engine);
  const before = await writer.tables();
  const present = expected.filter((table) => before.has(table));
  if (present.length === expected.length && ifMissing) return { schema: id, created: [], present };
  if (present.length > 0)
    throw new Failure(
      'BAD_INPUT',
      present.length === expected.length
        ? `The database has the ${id} schema already. Use --if-missing where that is fine.`
        : `The database has ${present.join(', ')} but not the whole ${id} schema. Choose an empty database.`,
    );
  await writer.begin();
  try {
    for (const statement of [...schema.create(writer.engine), ...schema.index(writer.engine)])
      await writer.execute(raw(statement));
    const report = await verified(writer, id, expected);
    await writer.commit();
    return report;
  } catch (thrown) {
    await writer.rollback();
    throw thrown;
  }
}

async function verified(writer: Writer, id: string, expected: readonly string[]): Promise<InitReport> {
  const now = await writer.tables();
  const missing = expected.filter((table) => !now.has(table));
  if (missing.length > 0) throw new Failure('INTERNAL', `${missing.join(', ')} did not come about; nothing was made`);
  const created: InitReport['created'][number][] = [];
  for (const table of expected) {
    const [row] = await writer.ask(sql`select count(*) from ${name(table)}`);
    created.push({ name: table, columns: now.get(table)?.size ?? 0, rows: Number(row?.[0]) });
  }
  return { schema: id, created, present: [] };
}
