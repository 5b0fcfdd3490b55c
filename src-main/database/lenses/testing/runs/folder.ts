import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chooseDriver } from '../../../drivers/engines.ts';
import { createTestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';

/** Files by their path: text as it is, or `{ parquet }` of a query. */
export type Files = Readonly<Record<string, string | { readonly parquet: string }>>;

/** A folder of files seen through the lens that fits it; removed with `close`. */
export interface OpenFolder {
  readonly lens: LensSession;
  readonly notices: readonly string[];
  close(): Promise<void>;
}

export async function openFolder(files: Files): Promise<OpenFolder> {
  const path = await mkdtemp(join(tmpdir(), 'starling-runs-'));
  const root = join(path, 'logs');
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    if (typeof content === 'string') await writeFile(join(root, name), content);
    else await writeParquet(join(root, name), content.parquet);
  }
  const scratch = join(path, 'scratch');
  await mkdir(scratch);
  const target = { kind: 'folder', path: root } as const;
  const connection = await (await chooseDriver(target)).open(target, { options: {}, scratch });
  const lens = await openLens(connection, await connection.catalogue());
  return {
    lens,
    notices: connection.info.notices,
    async close() {
      await connection.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function writeParquet(path: string, query: string): Promise<void> {
  await using database = await createTestDatabase('duckdb');
  await database.execute(`copy (${query}) to '${path.replaceAll("'", "''")}' (format parquet)`);
}
