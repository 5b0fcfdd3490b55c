import type { Engine } from '#shared/model/source.ts';
import { lastingVersion } from '../../data-version.ts';
import type { Connection } from '../../drivers/driver.ts';
import type { TestDatabase } from '../../testing/engines.ts';
import { manyLines, type Row } from '../m4/test-lines.ts';
import { type M4Answer, type M4Input, m4 } from '../m4.ts';
import { type PyramidParts, Pyramids } from './pyramids.ts';

/** SQLite takes rows as they are stored: there they are stored by x, elsewhere in any order. */
export function stored(engine: Engine): readonly Row[] {
  const rows = manyLines();
  return engine === 'sqlite' ? rows.toSorted((one, other) => (one[1] ?? 0) - (other[1] ?? 0)) : rows;
}

export interface Opened {
  readonly connection: Connection;
  readonly pyramids: Pyramids;
}

/** A database whose series are all prepared once they were drawn. */
export async function opened(
  database: TestDatabase,
  parts: Pick<PyramidParts, 'folder'> & Partial<PyramidParts>,
): Promise<Opened> {
  const connection = await database.open();
  const version = () => lastingVersion(connection, database.target);
  return {
    connection,
    pyramids: new Pyramids({ connection, database: 'test', version, fromRows: 0, quiet: 10, ...parts }),
  };
}

/** Draws, and waits until what was drawn is prepared. */
export async function prepare({ connection, pyramids }: Opened, asked: M4Input): Promise<M4Answer> {
  const answer = await m4(connection, asked, { pyramids });
  await pyramids.settled();
  return answer;
}

/** Whether a pyramid answers. */
export async function isPrepared({ pyramids }: Opened, asked: M4Input): Promise<boolean> {
  return (await pyramids.ask(asked, async () => true)) === true;
}
