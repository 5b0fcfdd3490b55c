import { expect, it } from 'vitest';
import type { DatabaseInfo } from '#shared/model/database.ts';
import type { ProfileInfo } from '#shared/model/profile.ts';
import { canTake, openTargets, targetsOf } from './targets.ts';

const file = (id: string, path: string, state: DatabaseInfo['state'] = 'open'): DatabaseInfo => ({
  ...{ id, label: path, source: { kind: 'file', path }, state, connection: null, failure: null },
});
const prod = { id: 'p1', name: 'prod' } as ProfileInfo;
const open: DatabaseInfo = { ...file('prod-1', ''), source: { kind: 'postgres', profile: 'p1' } };

it('leaves out data files and folders that were opened in place', () => {
  expect(canTake(file('a', '/a.duckdb'))).toBe(true);
  expect(canTake(file('a', '/a.CSV'))).toBe(false);
  expect(canTake({ source: { kind: 'folder', path: '/runs' } })).toBe(false);
});

it('begins with the database that is shown, and leaves out what is not open', () => {
  const all = [file('a', '/a.duckdb'), file('b', '/b.db'), file('c', '/c.db', 'failed')];
  expect(openTargets(all, 'b').map(({ id }) => id)).toEqual(['b', 'a']);
});

it('names each database once: open, a server, or used before', () => {
  const a = file('a', '/a.duckdb');
  const recent = (database: DatabaseInfo) => ({ database, opened: '2026-11-05T00:00:00Z', pinned: false });
  const recents = [recent(a), recent(file('z', '/z.sqlite')), recent(file('x', '/x.parquet'))];
  const all = (databases: readonly DatabaseInfo[]) =>
    targetsOf(databases, [prod], recents).map(({ group, into }) => [group, into.kind]);
  expect(all([a])).toEqual([
    ['Open', 'database'],
    ['Postgres', 'postgres'],
    ['Recent', 'file'],
  ]);
  expect(all([a, open])).toEqual([
    ['Open', 'database'],
    ['Open', 'database'],
    ['Recent', 'file'],
  ]);
});
