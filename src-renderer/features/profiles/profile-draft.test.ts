import { expect, it } from 'vitest';
import { draftOf, newDraft, readDraft } from './profile-draft.ts';

const draft = { ...newDraft('one'), host: ' db.example.org ', database: 'lab', user: 'ada', port: '6543' };

it('makes a profile of what was typed', () => {
  expect(readDraft(draft)).toEqual({
    id: 'one',
    name: 'lab on db.example.org',
    host: 'db.example.org',
    port: 6543,
    database: 'lab',
    user: 'ada',
    sslMode: 'prefer',
    caFile: null,
    applicationName: 'Starling',
  });
});

it('names the first field that keeps it from being one', () => {
  expect(readDraft({ ...draft, user: ' ' })).toBe('user');
  expect(readDraft({ ...draft, port: '54x' })).toBe('port');
  expect(readDraft({ ...draft, port: '70000' })).toBe('port');
});

it('comes back as it was saved', () => {
  const profile = readDraft({ ...draft, caFile: '/ca.pem', name: 'Lab' });
  expect(typeof profile === 'string' ? profile : readDraft(draftOf(profile))).toEqual(profile);
});
