import { describe, expect, it } from 'vitest';
import { addressOf, type Place, parentOf, readAddress } from './place.ts';

const places: readonly Place[] = [
  { at: 'welcome' },
  { at: 'settings' },
  { at: 'database', database: 'boids-1' },
  { at: 'sessions', database: 'boids-1' },
  { at: 'session', database: 'boids-1', session: 'a/b?c#d%20' },
  { at: 'episodes', database: 'boids-1' },
  { at: 'episode', database: 'boids-1', episode: '["x",7]' },
  { at: 'trends', database: 'boids-1' },
  { at: 'compare', database: 'boids-1' },
  { at: 'tables', database: 'boids-1' },
  { at: 'table', database: 'boids-1', schema: 'main', table: 'odd "name" 🐦 / select' },
  { at: 'sql', database: 'boids-1' },
  { at: 'import' },
  { at: 'workspaces' },
  { at: 'workspace', workspace: 'both-runs-1f2e3d4c' },
  { at: 'jobs' },
  { at: 'job', job: 'import-1' },
  { at: 'imports', database: 'boids-1' },
  { at: 'imported', database: 'boids-1', id: '6f1c' },
];

describe('addresses', () => {
  it.each(places)('lead back to their place: $at', (place) => {
    expect(readAddress(addressOf(place, { frame: '12', agents: 'a,b&c=d' }))).toEqual({
      place,
      query: { frame: '12', agents: 'a,b&c=d' },
    });
  });

  it('leave out what is empty', () => {
    expect(addressOf({ at: 'sql', database: 'x' }, { search: '', frame: '1' })).toBe('#/db/x/sql?frame=1');
  });

  it.each(['', '#', '#/', '#/nowhere', '#/db', '#/db/'])(
    'lead to the welcome page when they lead nowhere: %j',
    (hash) => {
      expect(readAddress(hash).place).toEqual({ at: 'welcome' });
    },
  );

  it('keep a part that was not encoded by us', () => {
    expect(readAddress('#/db/x/sessions/100%').place).toEqual({ at: 'session', database: 'x', session: '100%' });
  });

  it('fall back to the list when a table is named by half', () => {
    expect(readAddress('#/db/x/tables/main').place).toEqual({ at: 'tables', database: 'x' });
  });
});

describe('parentOf', () => {
  it.each(places)('leads up to the welcome page in a few steps: $at', (place) => {
    let at: Place | undefined = place;
    for (let steps = 0; steps < 4 && at?.at !== 'welcome'; steps += 1) at = at && parentOf(at);
    expect(at).toEqual({ at: 'welcome' });
  });
});
