import { expect, it } from 'vitest';
import { lensFileSchema } from '#shared/model/lens-file.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { openLens } from '../open-lens.ts';
import { previewLens } from './preview.ts';
import { suggestLens } from './suggest.ts';

const at = (minute: number) => `2024-05-01 08:${String(minute).padStart(2, '0')}:00`;

/** A door that is open from minute 5 to 9, and somebody who talks. */
const rooms = [
  'create table rooms (room varchar(9) primary key)',
  'create table talks (nr integer primary key, room varchar(9) references rooms (room))',
  'create table turns (talk integer references talks (nr), turn integer, said varchar(80), heard varchar(80), reward double precision)',
  'create table doors (room varchar(9), since timestamp, door varchar(9))',
  `insert into rooms values ('hall')`,
  `insert into talks values (1, 'hall')`,
  `insert into turns values (1, 1, 'Is anybody there?', 'No', 0.5), (1, 2, 'Good', 'Indeed', 1)`,
  `insert into doors values ('hall', '${at(0)}', 'shut'), ('hall', '${at(5)}', 'open'), ('hall', '${at(9)}', 'shut'), ('hall', '${at(20)}', 'shut')`,
];

const lens = lensFileSchema.parse({
  ...{ starlingLens: 1, id: 'my-talks', title: 'Talks', recognise: [] },
  session: { word: ['room', 'rooms'], table: 'rooms', id: ['room'], label: 'room' },
  episode: { word: ['talk', 'talks'], table: 'talks', id: ['nr'], label: 'nr', parent: ['room'] },
  steps: {
    ...{ word: ['turn', 'turns'], table: 'turns', episode: ['talk'], time: { by: 'turn', title: 'Turn' } },
    transcript: { code: 'said', answer: 'heard', measures: ['reward'], reward: 'reward' },
  },
  measures: [{ id: 'reward', title: 'Reward', level: 'step', value: 'reward', reduce: 'sum' }],
  states: {
    ...{ title: 'Doors', words: { on: 'open', off: 'shut' }, table: 'doors', session: ['room'], time: 'since' },
    ...{ value: 'door', on: ['open'], off: ['shut'] },
  },
});

it.each(engines)('a drawn lens opens transcripts and states on %s', async (engine) => {
  await using database = await createTestDatabase(engine);
  await database.execute(...rooms);
  const connection = await database.open();
  const catalogue = await connection.catalogue();
  const seen = await openLens(connection, catalogue, lens.id, 'UTC', [lens]);
  expect(seen.choice()).toMatchObject({
    states: 'Doors',
    transcript: { code: 'said', answer: 'heard', numbers: [{ id: 'reward' }], reward: 0 },
  });
  const outline = await seen.transcript.outline('1');
  expect(outline.steps).toHaveLength(2);
  const texts = await seen.transcript.texts(
    '1',
    outline.steps.map(({ key }) => key),
  );
  expect(JSON.stringify(texts)).toMatch(/Is anybody there\?.*Indeed/);

  const from = Date.parse('2024-05-01T08:00Z') / 1000;
  const { bands } = await seen.states.bands({ from, to: from + 1200, width: 1000 });
  expect(bands[0]?.stretches).toEqual([
    [from, from + 300, 0],
    [from + 300, from + 540, 1],
    [from + 540, from + 1200, 0],
  ]);

  const shown = await previewLens(connection, catalogue, { lens });
  expect(shown.unread).toEqual([]);
  expect(shown.texts.shown?.map(({ code, answer }) => [code, answer])).toEqual([
    ['Is anybody there?', 'No'],
    ['Good', 'Indeed'],
  ]);
  const { states } = shown;
  expect(states).toMatchObject({ failure: null, shown: { sessions: 1, rows: 4, more: false } });
  expect(states.shown?.overview).toMatchObject({ title: 'Doors', words: { on: 'open', off: 'shut' } });
  const [shut, open] = states.shown?.bands.bands[0]?.stretches ?? [];
  expect([shut![1] - shut![0], shut![2], open![1] - open![0], open![2]]).toEqual([300, 0, 240, 1]);

  const strange = { ...lens, states: { ...lens.states!, on: ['ajar'] } };
  expect((await previewLens(connection, catalogue, { lens: strange })).unread).toEqual([
    '1 of 4 rows of doors: the state is neither open nor shut',
  ]);
  const unsaid = { ...lens, states: { ...lens.states!, on: [], off: [] } };
  expect(await previewLens(connection, catalogue, { lens: unsaid })).toMatchObject({
    states: { shown: null, failure: null },
    unread: ['all of 4 rows of doors: the state is neither open nor shut'],
  });

  const gone = { ...lens, states: { ...lens.states!, value: 'gate' } };
  expect((await previewLens(connection, catalogue, { lens: gone })).missing).toEqual([
    'doors: doors has no column gate',
  ]);
  const mute = { ...lens, steps: { ...lens.steps!, transcript: { ...lens.steps!.transcript!, answer: 'felt' } } };
  expect((await previewLens(connection, catalogue, { lens: mute })).missing).toEqual([
    'turns: turns has no column felt',
  ]);
});

it.each(engines)('what an episode belongs to is not suggested for its label on %s', async (engine) => {
  await using database = await createTestDatabase(engine);
  await database.execute(...rooms, `insert into rooms values ('yard')`, `insert into talks values (2, 'yard')`);
  const connection = await database.open();
  const catalogue = await connection.catalogue();
  const turns = catalogue.tables.find(({ name }) => name === 'turns');
  const { lens: suggested } = await suggestLens(connection, catalogue, turns);
  expect(suggested.episode).toMatchObject({ table: 'talks', parent: ['room'], label: 'nr' });
});
