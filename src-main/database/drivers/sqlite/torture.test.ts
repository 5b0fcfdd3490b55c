import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorData } from '#shared/model/failure.ts';
import { looksLikeSqlite } from './header.ts';

const data = join(import.meta.dirname, '../../../../../shared/data');
const script = join(import.meta.dirname, 'testing', 'read-everything.ts');

interface Reading {
  readonly path: string;
  readonly failure?: ErrorData;
  readonly tables?: Readonly<Record<string, number | string | ErrorData>>;
}

/** Files that others have cut, scrambled, encrypted and fuzzed; not run where they are not there. */
describe.runIf(existsSync(data))('real and damaged SQLite files', () => {
  let folder: string;
  let copy: string;
  let readings: Map<string, Reading>;
  let before: Map<string, string>;
  let code: number | null;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'starling-torture-'));
    copy = join(folder, 'data');
    await mkdir(join(folder, 'scratch'));
    await cp(data, copy, { recursive: true });
    const paths: string[] = [];
    for (const path of await filesBelow(copy)) {
      if (path.includes('/torture/sqlite/') || (await startsLikeSqlite(path))) paths.push(path);
    }
    before = await checksums(copy);
    const output: string[] = [];
    code = await new Promise((resolve) => {
      const child = spawn(process.execPath, [script, join(folder, 'scratch'), ...paths], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child.stdout.on('data', (text) => output.push(String(text)));
      child.on('close', resolve);
    });
    const lines = output.join('').trim().split('\n');
    readings = new Map(
      lines.map((line) => JSON.parse(line) as Reading).map((each) => [relative(copy, each.path), each]),
    );
    expect(readings.size).toBe(paths.length);
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const failureOf = (path: string) => readings.get(path)?.failure?.code;

  it('end no process, and fail with a sentence and a code that says what it is', () => {
    expect(code).toBe(0);
    const failures = [...readings.values()].flatMap(({ failure, tables }) => [
      ...(failure ? [failure] : []),
      ...Object.values(tables ?? {}).filter((each): each is ErrorData => typeof each === 'object'),
    ]);
    expect(failures.length).toBeGreaterThan(20);
    for (const { code: kind, message } of failures) {
      expect(['NOT_A_DATABASE', 'FILE_CORRUPT']).toContain(kind);
      expect(message).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('stay as they are, with nothing new beside them', async () => {
    expect(await checksums(copy)).toEqual(before);
  });

  it('are told apart: whole, cut off, encrypted, empty, something else', () => {
    const torture = (name: string) => join('torture/sqlite', name);
    expect(failureOf(torture('sqlittle/northwind.sqlite'))).toBeUndefined();
    expect(failureOf(torture('sqlittle/truncated.sqlite'))).toBe('FILE_CORRUPT');
    expect(failureOf(torture('sqlcipher/sqlcipher-4.0-testkey.db'))).toBe('NOT_A_DATABASE');
    expect(failureOf(torture('sqlittle/zerolength.sqlite'))).toBe('NOT_A_DATABASE');
    expect(failureOf(torture('sqlittle/notadatabase.sqlite'))).toBe('NOT_A_DATABASE');
  });

  it('give their rows: the Chinook store, as its makers count it', () => {
    const tables = readings.get('generic/chinook/Chinook_Sqlite.sqlite')?.tables;
    // Fifty at most of each are read.
    expect(tables).toMatchObject({ Genre: 25, MediaType: 5, Playlist: 18, Employee: 8, Track: 50 });
  });
});

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function startsLikeSqlite(path: string): Promise<boolean> {
  const file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
  await file.close();
  return looksLikeSqlite(buffer.subarray(0, bytesRead));
}

async function checksums(folder: string): Promise<Map<string, string>> {
  const sums = new Map<string, string>();
  for (const path of await filesBelow(folder)) {
    sums.set(
      relative(folder, path),
      createHash('md5')
        .update(await readFile(path))
        .digest('hex'),
    );
  }
  return sums;
}
