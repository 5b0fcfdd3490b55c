import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Connection } from '../../../drivers/driver.ts';
import { drivers } from '../../../drivers/engines.ts';
import { createTestDatabase } from '../../../testing/engines.ts';
import { insertRows, type TestValue } from '../../../testing/insert-rows.ts';
import { openLens } from '../../open-lens.ts';

const folder = join(import.meta.dirname, '../../../../../../shared/data/occupancy/derived');
const file = join(folder, 'occupancy_sample.db');
const dump = join(folder, 'occupancy_rev001_pg15_dump.sql');

async function openFile(): Promise<Connection> {
  const scratch = await mkdtemp(join(tmpdir(), 'starling-occupancy-'));
  const connection = await drivers.sqlite.open({ kind: 'file', path: file }, { options: {}, scratch });
  onTestFinished(async () => {
    await connection.close();
    await rm(scratch, { recursive: true });
  });
  return connection;
}

/** The dump, statement by statement: `COPY` blocks as inserts, and what names owners or psql left out. */
async function openDump(): Promise<Connection> {
  const database = await createTestDatabase('postgres');
  onTestFinished(() => database[Symbol.asyncDispose]());
  const text = await readFile(dump, 'utf8');
  const copies = [...text.matchAll(/^COPY public\.(\w+) \(([^)]*)\) FROM stdin;\n([\s\S]*?)^\\\.$/gm)];
  const statements = text
    .replace(/^COPY [\s\S]*?^\\\.$/gm, '')
    .replace(/^(--|\\).*$/gm, '')
    .split(/;\n/)
    .map((each) => each.trim())
    .filter((each) => /^(CREATE|ALTER)/.test(each) && !/OWNER TO/.test(each));
  await database.execute(...statements.filter((each) => !/ADD CONSTRAINT|CREATE INDEX/.test(each)));
  for (const [, table, columns, body] of copies) {
    const rows = body!
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t').map(copied));
    await insertRows(database, `public.${table} (${columns!})`, rows);
  }
  await database.execute(...statements.filter((each) => /ADD CONSTRAINT|CREATE INDEX/.test(each)));
  return database.open();
}

const copied = (text: string): TestValue => (text === '\\N' ? null : text.replaceAll('\\\\', '\\'));

const cases = [
  ['the SQLite sample', file, openFile],
  ['the dump of revision 001', dump, openDump],
] as const;

describe.each(cases)('%s', (_, path, openIt) => {
  it.runIf(existsSync(path))('has the rooms and views that the real server gave', async () => {
    const connection = await openIt();
    const lens = await openLens(connection, await connection.catalogue(), undefined, 'UTC');
    expect(lens.choice()).toMatchObject({ id: 'occupancy', variant: 'models' });
    const request = { conditions: [], search: '', sort: [], limit: 1000 };
    const ask = async (question: string) => (await lens.questions.page({ question, values: {} }, request)).rows;
    const status = await ask('current-status');
    expect(status.map(([room, on, of, , , word]) => [room, on, of, word])).toEqual([
      ['bathroom', 0, 1, 'vacant'],
      ['bedroom', 1, 2, 'occupied'],
      ['living_kitchen', 0, 2, 'vacant'],
      ['office', 0, 2, 'vacant'],
    ]);
    const counts = (await ask('hourly-stats')).map(([, , readings]) => Number(readings));
    expect([counts.length, counts.reduce((sum, each) => sum + each, 0), Math.max(...counts)]).toEqual([342, 1500, 13]);
    expect((await ask('transition-patterns'))[0]?.slice(0, 3)).toEqual(['bathroom', 'office', 14]);
    const judged = await ask('accuracy');
    expect(judged.reduce((sum, [, , predictions]) => sum + Number(predictions), 0)).toBe(300);
    const found = await Promise.all(lens.surprises.ids().map((id) => lens.surprises.find(id)));
    expect(found.some((each) => each?.startsWith('37 transitions lead from a room to itself'))).toBe(true);
    expect(found.some((each) => each?.startsWith('150 vacancy predictions'))).toBe(true);
    expect(await lens.episodesCount(undefined, request)).toBe(16);
  });
});
