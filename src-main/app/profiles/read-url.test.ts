import { userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isPostgresUrl, readUrl } from './read-url.ts';

describe('readUrl', () => {
  it('reads every part', () => {
    const { profile, password } = readUrl(
      'postgres://ada:s3cret@db.example.org:6543/lab?sslmode=verify-full&sslrootcert=/etc/ca.pem&application_name=notebook',
    );
    expect(profile).toMatchObject({
      ...{ host: 'db.example.org', port: 6543, database: 'lab', user: 'ada', name: 'lab on db.example.org' },
      ...{ sslMode: 'verify-full', caFile: '/etc/ca.pem', applicationName: 'notebook' },
    });
    expect(password).toBe('s3cret');
  });

  it.each([
    ['postgresql://', { host: 'localhost', port: 5432, user: userInfo().username, database: userInfo().username }],
    ['postgres://ada@/lab', { host: 'localhost', user: 'ada', database: 'lab' }],
    ['postgres://ada@h', { host: 'h', database: 'ada' }],
    ['postgresql+psycopg://ada:x@h/lab', { host: 'h', database: 'lab' }],
    ['jdbc:postgresql://h:5433/lab?user=ada&password=x', { host: 'h', port: 5433, user: 'ada', database: 'lab' }],
    ['postgres://ada@first:5433,second:5434/lab', { host: 'first', port: 5433 }],
    ['postgres://ada@[2001:db8::1]:5433/lab', { host: '2001:db8::1', port: 5433 }],
    ['postgres://ada@%2Fvar%2Frun%2Fpostgresql/lab', { host: '/var/run/postgresql', database: 'lab' }],
    ['postgres:///lab?host=/var/run/postgresql&port=5433', { host: '/var/run/postgresql', port: 5433 }],
    ['postgres://a%40da@h/my%20lab', { user: 'a@da', database: 'my lab' }],
    ['postgres://ada@h/lab?application_name=a@b', { host: 'h', user: 'ada' }],
    ['postgres://h/lab?user=a@b', { host: 'h', user: 'a@b' }],
    ['postgres://ada@h/lab?sslmode=allow', { sslMode: 'prefer' }],
    ['postgres://ada@h/lab?ssl=true', { sslMode: 'require' }],
    ['  postgres://ada@h/lab?pgbouncer=true\n', { sslMode: 'prefer', database: 'lab' }],
  ])('%s', (url, expected) => {
    expect(readUrl(url).profile).toMatchObject(expected);
  });

  it.each([
    ['p%40ss%2Fword', 'p@ss/word'],
    ['p@ss', 'p@ss'],
    ['a/b#c', 'a/b#c'],
    ['50%', '50%'],
    ['what?', 'what?'],
    ['a:b', 'a:b'],
  ])('keeps the password %s', (written, password) => {
    const found = readUrl(`postgres://ada:${written}@h/lab?sslmode=disable`);
    expect(found.password).toBe(password);
    expect(found.profile).toMatchObject({ host: 'h', database: 'lab', user: 'ada', sslMode: 'disable' });
  });

  it('says what is wrong without the password', () => {
    expect(() => readUrl('postgres://ada:s3cret@h:99999/lab')).toThrow(/check its port/);
    expect(() => readUrl('postgres://ada:s3cret@h:99999/lab')).not.toThrow(/s3cret/);
  });

  it('gives the same id for the same place', () => {
    expect(readUrl('postgres://ada:x@h/lab').profile.id).toBe(readUrl('postgresql://ada:y@h:5432/lab').profile.id);
    expect(readUrl('postgres://ada:x@h/lab').profile.id).not.toBe(readUrl('postgres://ada:x@h/lab2').profile.id);
  });
});

it('tells an address from other text', () => {
  expect(['postgres://h', ' PostgreSQL://h', 'postgresql+asyncpg://h'].map(isPostgresUrl)).toEqual([true, true, true]);
  expect(['https://h', 'DATABASE_URL=postgres://h', 'postgres'].map(isPostgresUrl)).toEqual([false, false, false]);
});
