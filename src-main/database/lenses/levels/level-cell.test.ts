import { describe, expect, it } from 'vitest';
import { findTable } from '#shared/model/catalogue.ts';
import { lensSchema } from '#shared/model/lens.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { bindLens } from '../binding/bind.ts';
import type { LensSession } from '../lens-session.ts';
import { sessionOf } from '../session-of.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };

const lens = lensSchema.parse({
  id: 'runs',
  title: 'Runs',
  recognise: [{ table: 'runs' }],
  session: {
    word: ['run', 'runs'],
    table: 'runs',
    id: ['id'],
    label: 'id',
    facts: [{ name: 'notes', title: 'Notes', value: 'notes' }],
  },
  episode: {
    word: ['try', 'tries'],
    table: 'tries',
    id: ['run', 'number'],
    parent: ['run'],
    label: 'number',
    facts: [{ name: 'notes', title: 'Notes', value: 'notes' }],
  },
  steps: { word: ['step', 'steps'], table: 'steps', episode: ['run', 'number'], time: { by: 'id', title: 'Step' } },
});

describe.each(engines)('values too large for a list, on %s', (engine) => {
  it('are read whole by the id of a session or an episode, and by the key of a step', async () => {
    await using database = await createTestDatabase(engine);
    const notes = ['session', 'episode', 'step'].map((each) => `${each} ${'ä'.repeat(100_000)}.`);
    await database.execute(
      'create table runs (id integer primary key, notes text)',
      'create table tries (run integer not null, number integer not null, notes text, primary key (run, number))',
      'create table steps (id integer primary key, run integer, number integer, notes text)',
      `insert into runs values (1, '${notes[0]}'), (2, 'short')`,
      `insert into tries values (1, 1, '${notes[1]}'), (1, 2, 'short')`,
      `insert into steps values (1, 1, 1, '${notes[2]}'), (2, 1, 1, 'short')`,
    );
    const connection = await database.open();
    const catalogue = await connection.catalogue();
    const find = (table: string) => findTable(catalogue, table);
    const recognised = { lens, variant: null, schema: null, evidence: [] };
    const session: LensSession = sessionOf(bindLens({ connection, find }, catalogue, recognised), {} as never);

    const listed = (await session.sessionsPage(request)).rows[0];
    expect(listed?.at(-1)).toMatchObject({ k: 'cut', size: notes[0]!.length });
    expect(await session.sessionsCell({ id: '1', column: 'notes' })).toBe(notes[0]);
    expect(await session.episodesCell({ id: '["1","1"]', column: 'notes' })).toBe(notes[1]);
    const steps = await session.rows('["1","1"]', request, undefined);
    expect(await session.rowsCell('["1","1"]', { key: steps.keys![0]!, column: 'notes' })).toBe(notes[2]);

    await expect(session.sessionsCell({ id: '9', column: 'notes' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(session.sessionsCell({ id: '1', column: 'none' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    // A key of one episode does not lead to the rows of another.
    await expect(session.rowsCell('["1","2"]', { key: steps.keys![0]!, column: 'notes' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
