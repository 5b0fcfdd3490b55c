import { beforeEach, describe, expect, it } from 'vitest';
import { tellListed, tellName } from '../../client/names.ts';
import { episodeTrail } from './episode-crumbs.ts';

const place = { at: 'episode', database: 'd', episode: '["x",7]' } as const;
const session = { at: 'session', database: 'd', session: 's1' } as const;
const words = { session: 'participant', episode: 'recording' };
const labels = (...asked: Parameters<typeof episodeTrail>) => episodeTrail(...asked).map(({ label }) => label);
const unread = { data: undefined };

describe('the way to an episode', () => {
  beforeEach(() => tellListed({ at: 'welcome' }, []));

  it('is its session’s once it is read', () => {
    const data = { label: 'left walk', session: { id: 's1', label: 'AOA 9' } };
    expect(labels(place, words, { data })).toEqual(['Participants', 'AOA 9', 'left walk']);
    expect(labels(place, words, { data: { ...data, session: null } })).toEqual(['Recordings', 'left walk']);
  });

  it('shows no key before', () => {
    expect(labels(place, undefined, unread)).toEqual([null, null, null]);
    expect(labels(place, words, unread)).toEqual(['Participants', null, null]);
    expect(labels(place, { session: null, episode: 'run' }, unread)).toEqual(['Runs', null]);
  });

  it('is that of the list that led there', () => {
    tellName(session, 'AOA 9');
    tellListed(session, [[place, 'left walk']]);
    expect(labels(place, words, unread)).toEqual(['Participants', 'AOA 9', 'left walk']);
    tellListed({ at: 'episodes', database: 'd' }, [[place, 'left walk']]);
    expect(labels(place, words, unread)).toEqual(['Participants', null, 'left walk']);
  });

  it('names what could not be read by its key', () => {
    expect(labels(place, words, { data: undefined, failure: {} })).toEqual(['Recordings', '["x",7]']);
  });
});
