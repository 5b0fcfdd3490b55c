import { expect, it } from 'vitest';
import type { DatabaseInfo } from '#shared/model/database.ts';
import { fileZones } from './drop-zones.ts';

const database = (id: string): DatabaseInfo => ({
  ...{ id, label: id, source: { kind: 'file', path: `/${id}.db` }, state: 'open', connection: null, failure: null },
});

it('opens in place first, then offers the database that is shown, then the others', () => {
  const zones = fileZones([database('a'), database('b')], 'b', false);
  expect(zones.map(({ title }) => title)).toEqual([
    'Open in place',
    'Import into b',
    'Import into a',
    'Import into another…',
  ]);
});

it('asks on the page where nothing is open, and says that a browser sends', () => {
  const zones = fileZones([], undefined, true);
  expect(zones.map(({ title }) => title)).toEqual(['Find it on the server', 'Import…']);
  expect(zones[1]?.text).toMatch(/Sent to the server/);
});
