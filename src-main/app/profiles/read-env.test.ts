// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references in .env files look like this
import { describe, expect, it } from 'vitest';
import { parseEnv, readEnv } from './read-env.ts';

describe('parseEnv', () => {
  it.each([
    ['A=1', '1'],
    ['A = spaced out  ', 'spaced out'],
    ['export A=1', '1'],
    ['A=1 # a comment', '1'],
    ['A=a#b', 'a#b'],
    ['A=', ''],
    ['A=# nothing', ''],
    ["A='single # ${B} \\n'", 'single # ${B} \\n'],
    ['A="double # kept" # gone', 'double # kept'],
    ['A="two\\nlines and a \\"quote\\""', 'two\nlines and a "quote"'],
    ['A="first\nsecond"', 'first\nsecond'],
    ['B=x\nA=${B}/${B}', 'x/x'],
    ['B=x\nA="${B}y$B"', 'xyx'],
    ['A=${C:-fallback}', 'fallback'],
    ['A=${C}', ''],
    ['A=pa$$word', 'pa$$word'],
    ['A="\\$B"', '$B'],
    ['# A=0\nA=1\r\nB=2', '1'],
    ['\uFEFFA=1', '1'],
    ['A=1\nA=2', '2'],
  ])('%j', (text, value) => {
    expect(parseEnv(text)['A']).toBe(value);
  });

  it('reads the variable after an empty one', () => {
    expect(parseEnv('A=\nB=2\n\n  C=3')).toEqual({ A: '', B: '2', C: '3' });
  });
});

describe('readEnv', () => {
  it.each([
    [
      'POSTGRES_DB=occupancy\nPOSTGRES_USER=ada\nPOSTGRES_PASSWORD=pw\nPOSTGRES_HOST=/var/run/postgresql\nPOSTGRES_PORT=5433',
      { host: '/var/run/postgresql', port: 5433, database: 'occupancy', user: 'ada' },
    ],
    ['POSTGRES_DB=lab\nPOSTGRES_USER=ada\nPOSTGRES_PASSWORD=pw', { host: 'localhost', database: 'lab', user: 'ada' }],
    [
      'SKILLS_DB_HOST=h\nSKILLS_DB_PORT=5432\nSKILLS_DB_NAME=fle\nSKILLS_DB_USER=ada\nSKILLS_DB_PASSWORD=pw',
      { host: 'h', database: 'fle' },
    ],
    ['AE_DATABASE_URL=postgresql+psycopg://ada:pw@h/acoustic_emissions', { host: 'h', database: 'acoustic_emissions' }],
    ['PW=pw\nDATABASE_URL="postgresql://ada:${PW}@h:6543/lab?pgbouncer=true"', { host: 'h', port: 6543 }],
    ['SUPABASE_DB_URL=postgresql://postgres:pw@db.abc.supabase.co:5432/postgres', { host: 'db.abc.supabase.co' }],
    [
      'SUPABASE_URL=https://abc123.supabase.co\nSUPABASE_DB_PASSWORD=pw',
      { host: 'db.abc123.supabase.co', database: 'postgres', user: 'postgres' },
    ],
    ['SUPABASE_HOST=h\nSUPABASE_PASSWORD=pw', { host: 'h', database: 'postgres', user: 'postgres' }],
    ['PGHOST=h\nPGDATABASE=lab\nPGUSER=ada\nPGPASSWORD=pw\nPGSSLMODE=require', { host: 'h', sslMode: 'require' }],
  ])('%s', (text, expected) => {
    const found = readEnv(text);
    expect(found).toHaveLength(1);
    expect(found[0]?.profile).toMatchObject(expected);
    expect(found[0]?.password).toBe('pw');
  });

  it('finds several databases, each once', () => {
    const found = readEnv(`
      DATABASE_URL=postgres://ada@h/lab
      POSTGRES_HOST=h
      POSTGRES_DB=lab
      POSTGRES_USER=ada
      POSTGRES_PASSWORD=pw
      SKILLS_DB_HOST=other
      SKILLS_DB_NAME=fle
      REDIS_URL=redis://h
    `);
    expect(found.map(({ profile, password }) => [profile.host, password])).toEqual([
      ['h', 'pw'],
      ['other', undefined],
    ]);
  });

  it('finds nothing where there is nothing', () => {
    expect(readEnv('SUPABASE_URL=https://abc.supabase.co\nSUPABASE_ANON_KEY=x\nDB_BACKEND=duckdb')).toEqual([]);
    expect(readEnv('not an env file at all')).toEqual([]);
  });
});
