import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { raw } from '../../sql/sql.ts';
import { lookingInstance, openWriter } from '../open-writer.ts';

it('tells how far it is while the engine reads rows by itself', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'starling-writer-'));
  const file = join(scratch, 'part.parquet');
  const instance = await lookingInstance(scratch);
  const reader = await instance.connect();
  await reader.run(`copy (select range as id, random() as x from range(2000000)) to '${file}'`);
  const target = { kind: 'file', path: join(scratch, 'new.duckdb') } as const;
  const writer = await openWriter({ target, options: {} }, scratch, [file]);
  const columns = ['id', 'x'].map((name) => ({ name, type: 'DOUBLE', declared: 'DOUBLE', exact: true }));
  const shares: number[] = [];
  await writer.execute(raw('create table rows (id double, x double)'));
  const paths = Array.from({ length: 5 }, () => file);
  const select = `select id, x from read_parquet([${paths.map((path) => `'${path}'`).join(', ')}])`;
  await writer.insertRelation(
    { name: 'rows', columns },
    { select, paths },
    {
      ...{ reader, signal: new AbortController().signal },
      progress: (_, share) => share !== null && shares.push(share),
    },
  );
  await writer.close();
  reader.closeSync();
  instance.closeSync();
  await rm(scratch, { recursive: true });
  expect(Math.max(...shares)).toBeGreaterThan(0.05);
}, 60_000);
