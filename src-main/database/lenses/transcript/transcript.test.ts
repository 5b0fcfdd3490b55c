import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transcriptSearchSchema } from '#shared/contract/transcript.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { documentedFactorioDatabase, factorioCases, factorioDatabase } from '../testing/factorio-data.ts';
import { lensOf } from '../testing/lens-of.ts';
import { listening } from '../testing/listening.ts';

const [zero, two, search] = [
  ['10', '0', '0'],
  ['10', '2', '0'],
  ['9', null, '3'],
].map((id) => JSON.stringify(id)) as [string, string, string];

const chest = { name: '"wooden-chest"', position: { x: '4', y: '5' } };
const furnace = { name: '"stone-furnace"', position: { x: '1.5', y: '-2' }, status: 'no_fuel' };
const packed = (entities: readonly unknown[]) => deflateSync(JSON.stringify(entities)).toString('base64');
const stateOf = (entities: readonly unknown[], coal: number, at: number) =>
  JSON.stringify({ entities: packed(entities), inventories: [{ coal }], timestamp: at });

/** Programs 1, 3, 2 of process 0, in their order: a loop, an error without a flag of its own, states that move. */
const texts = [
  `update programs set code = 'sleep(1)', response = 'Traceback (most recent call last):' || chr(10) || '  x' || chr(10) || 'ValueError: no ÖFEN here' where id = 1`,
  `update programs set code = 'sleep(1)', response = '1: (''ok'',)' where id = 3`,
  `update programs set code = 'print("Öfen")' || chr(10) || 'x = 100%', response = null where id = 2`,
  `update programs set response = 'KeyError: 7' where id in (8, 9)`,
  `update programs set state_json = '${stateOf([furnace], 5, 1)}' where id = 1`,
  `update programs set state_json = '${stateOf([chest, furnace], 5, 2)}' where id = 3`,
  `update programs set state_json = '${stateOf([{ ...chest, status: 'full' }], 9, 3)}' where id = 2`,
  `update programs set conversation_json = '{"messages": [{"role": "user", "content": "build öfen"}]}' where id = 4`,
];

describe.each(factorioCases)('transcripts of $columns columns, JSON as $json, on $engine', (each) => {
  let lens: LensSession;
  let database: TestDatabase;
  let statements: string[];
  const found = (request: object) => lens.transcript.search(transcriptSearchSchema.parse(request));

  beforeAll(async () => {
    database = await createTestDatabase(each.engine);
    const own = each.engine === 'sqlite' ? texts.map((text) => text.replaceAll('chr(10)', 'char(10)')) : texts;
    await database.execute(...factorioDatabase(each), ...own);
    const heard = listening(await database.open());
    statements = heard.statements;
    lens = await openLens(heard.connection, await heard.connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('say what they can show', () => {
    expect(lens.choice().transcript).toMatchObject({
      ...{ code: 'code', answer: 'response', conversation: 'conversation_json', state: true, tree: true, reward: 0 },
      numbers: [
        { id: 'value', reduce: 'sum' },
        { id: 'production_score', reduce: 'last' },
        { id: 'tokens', unit: 'tokens' },
      ],
    });
  });

  it('outline all steps in their order without reading a state', async () => {
    statements.length = 0;
    const outline = await lens.transcript.outline(zero);
    expect(outline).toMatchObject({
      label: 'process 0 · agent 0',
      session: { id: '10', label: 'v10 · model-a' },
      more: false,
    });
    expect(outline.steps.map(({ id, numbers }) => [id, ...numbers])).toEqual([
      ['1', 1, 1, 100],
      ['3', 2.5, 3.5, 110],
      ['2', -0.5, 3, 120],
    ]);
    expect(outline.steps.map(({ failed, error }) => [failed, error])).toEqual([
      [true, 'ValueError: no ÖFEN here'],
      [true, null],
      [false, null],
    ]);
    const [first, second, third] = outline.steps;
    expect(first!.code).toEqual(second!.code);
    expect(third!.code).toMatchObject({ lines: 2, characters: 22 });
    expect(third!.code.digest).not.toBe(first!.code.digest);
    expect(third!.answer).toBeNull();
    expect(first!.answer).toMatchObject({ lines: 3 });
    expect(first!.achieved).toEqual([
      { item: 'coal', how: 'by hand', count: 2 },
      { item: 'iron-ore', how: 'by hand', count: 10 },
    ]);
    expect(second!.achieved).toContainEqual({ item: 'iron-plate', how: 'by machines', count: 4 });
    expect(statements.filter((text) => /\bstate_json"(?! is null)|conversation_json/.test(text))).toEqual([]);
    expect(statements).toHaveLength(1);
  });

  it('take an answer that names an error for a failure where no flag says otherwise', async () => {
    const { steps } = await lens.transcript.outline(search);
    expect(steps.map(({ failed, id, parent }) => [failed, id, parent])).toEqual([
      [true, '8', null],
      [true, '9', '8'],
    ]);
  });

  it('read the texts of the steps asked for, in that order', async () => {
    const { steps } = await lens.transcript.outline(zero);
    const [first, , third] = steps.map(({ key }) => key) as [string, string, string];
    const read = await lens.transcript.texts(zero, [third, first]);
    expect(read).toEqual([
      { key: third, code: 'print("Öfen")\nx = 100%', answer: null },
      { key: first, code: 'sleep(1)', answer: 'Traceback (most recent call last):\n  x\nValueError: no ÖFEN here' },
    ]);
    expect(await lens.transcript.texts(two, [first])).toEqual([]);
    expect(await lens.rowsCell(zero, { key: third, column: 'code' })).toBe('print("Öfen")\nx = 100%');
  });

  it('find a text in one run, a version or everywhere, in order, whatever its case', async () => {
    const { hits } = await found({ text: 'öfen', episode: zero });
    expect(hits.map(({ where, snippet }) => [where, snippet])).toEqual([
      ['answer', 'Traceback (most recent call last):\n  x\nValueError: no ÖFEN here'],
      ['code', 'print("Öfen")\nx = 100%'],
    ]);
    const outline = await lens.transcript.outline(zero);
    expect(hits.map(({ key }) => outline.steps.findIndex((step) => step.key === key))).toEqual([0, 2]);
    expect((await found({ text: '100%', session: '10' })).hits).toMatchObject([
      { episode: zero, label: 'process 0 · agent 0', session: 'v10 · model-a' },
    ]);
    expect((await found({ text: '100%', session: '9' })).hits).toEqual([]);
    const prints = await found({ text: 'print', limit: 3 });
    expect(prints.hits.map(({ episode }) => episode)).toEqual([search, search, zero]);
    const rest = await found({ text: 'print', after: prints.next });
    expect(rest.hits.map(({ episode }) => episode)).toEqual([two, two, two, JSON.stringify(['10', '10', '0'])]);
    expect(rest.next).toBeNull();
    expect(await lens.transcript.count(transcriptSearchSchema.parse({ text: 'print' }))).toBe(7);
    expect((await found({ text: 'BUILD öfen', conversations: true })).hits).toMatchObject([
      { episode: two, where: 'conversation' },
    ]);
  });

  it('tell states apart, and what changed between two', async () => {
    const { steps } = await lens.transcript.outline(zero);
    const keys = steps.map(({ key }) => key);
    const states = await lens.transcript.states(zero, keys);
    const digests = (id: string) => states.map(({ sections }) => sections.find((one) => one.id === id)!.digest);
    expect(new Set(digests('entities')).size).toBe(3);
    expect(new Set(digests('inventories')).size).toBe(2);
    expect(states.map(({ sections }) => sections[1]?.counts)).toEqual(
      [5, 5, 9].map((count) => [{ name: 'coal', count }]),
    );
    const at = (place: number) => ({ episode: zero, key: keys[place]! });
    expect((await lens.transcript.changes(at(1), at(0))).sections).toEqual([
      {
        ...{ id: 'entities', title: 'Entities', leftOut: 0 },
        changes: [
          {
            ...{ kind: 'added', path: ['wooden-chest 4, 5'], before: null },
            after: '{"name":"wooden-chest","position":{"x":"4","y":"5"}}',
          },
        ],
      },
    ]);
    const { sections } = await lens.transcript.changes(at(2), at(1));
    expect(sections.flatMap(({ changes }) => changes.map(({ kind, path }) => [kind, path.join('/')]))).toEqual([
      ['added', 'wooden-chest 4, 5/status'],
      ['removed', 'stone-furnace 1.5, -2'],
      ['changed', '0/coal'],
    ]);
    expect((await lens.state(zero, keys[0]!)).map).toEqual({
      unit: 'tiles',
      things: [{ kind: 'stone-furnace', x: 1.5, y: -2, width: 1, height: 1, note: 'no fuel' }],
    });
  });

  it('fail for runs that do not exist', async () => {
    await expect(lens.transcript.outline(JSON.stringify(['77', '0', '0']))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe.each(engines)('transcripts on %s', (engine) => {
  it('of the documented layout have tables of their own for levels', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(...documentedFactorioDatabase(engine));
    const connection = await database.open();
    const lens = await openLens(connection, await connection.catalogue());
    const outline = await lens.transcript.outline('trajectory_2');
    expect(outline).toMatchObject({ label: 'trajectory_2', session: { id: 'iron_ore_throughput' } });
    const texts = await lens.transcript.texts(
      'trajectory_2',
      outline.steps.map(({ key }) => key),
    );
    expect(texts.map(({ code, answer }) => [code, answer])).toEqual([
      ['a()', 'no'],
      ['b()', 'ok'],
    ]);
    const { hits } = await lens.transcript.search(transcriptSearchSchema.parse({ text: '()' }));
    expect(hits.map(({ label }) => label)).toEqual(['trajectory_2', 'trajectory_2', 'trajectory_10']);
  });

  it('of any lens that says which columns are read, levels in tables of their own', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(
      'create table games (id integer primary key, title varchar(20))',
      'create table players (id integer primary key, game integer, name varchar(20))',
      `create table turns (player integer not null, turn integer not null, said varchar(200), back varchar(200), bad integer,
        won double precision, talk varchar(500), primary key (player, turn))`,
      `insert into games values (1, 'chess'), (2, 'go')`,
      `insert into players values (10, 1, 'Ann'), (11, 2, 'Bob')`,
      `insert into turns values (10, 3, 'e4', 'Error: but fine', 0, 1, null), (10, 1, 'd4', null, 1, 0, null),
        (11, 1, 'e4', 'KeyError: 7', null, null, '[{"role": "user", "content": "your turn"}]')`,
    );
    const lens = await lensOf(await database.open(), {
      session: { word: ['game', 'games'], table: 'games', id: ['id'], label: 'title' },
      episode: { word: ['player', 'players'], table: 'players', id: ['id'], parent: ['game'], label: 'name' },
      steps: {
        ...{ word: ['turn', 'turns'], table: 'turns', episode: ['player'], time: { by: 'turn', title: 'Turn' } },
        transcript: {
          ...{ code: 'said', answer: 'back', failed: 'bad', conversation: 'talk' },
          ...{ measures: ['won', 'gone'], reward: 'won' },
        },
      },
      measures: [
        { id: 'won', title: 'Won', level: 'step', value: 'won' },
        { id: 'gone', title: 'Gone', level: 'step', value: 'no_such_column' },
      ],
    });
    expect(lens.choice().transcript).toEqual({
      ...{ code: 'said', language: 'text', answer: 'back', conversation: 'talk', state: false, achieved: false },
      ...{ tree: false, time: { title: 'Turn', unit: null }, reward: 0 },
      numbers: [{ id: 'won', title: 'Won', unit: null, reduce: 'mean' }],
    });
    const { steps, ...about } = await lens.transcript.outline('10');
    expect(about).toEqual({ episode: '10', label: 'Ann', session: { id: '1', label: 'chess' }, more: false });
    expect(steps.map(({ time, failed, numbers, hasState }) => [time, failed, numbers, hasState])).toEqual([
      [1, true, [0], false],
      [3, false, [1], false],
    ]);
    expect((await lens.transcript.outline('11')).steps).toMatchObject([{ failed: true, error: 'KeyError: 7' }]);
    const keys = steps.map(({ key }) => key).toReversed();
    expect((await lens.transcript.texts('10', keys)).map(({ code }) => code)).toEqual(['e4', 'd4']);
    const search = (more: object) => lens.transcript.search(transcriptSearchSchema.parse({ text: 'E4', ...more }));
    expect((await search({})).hits.map(({ session, label, time }) => [session, label, time])).toEqual([
      ['chess', 'Ann', 3],
      ['go', 'Bob', 1],
    ]);
    expect((await search({ session: '2' })).hits).toMatchObject([{ label: 'Bob' }]);
    expect((await search({ text: 'your turn' })).hits).toEqual([]);
    expect((await search({ text: 'your turn', conversations: true })).hits).toMatchObject([{ episode: '11' }]);
    await expect(lens.transcript.states('10', keys)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(lens.transcript.texts('10', ['no key'])).rejects.toMatchObject({ data: { code: 'BAD_INPUT' } });
  });

  it('are refused where steps are nothing to read', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute('create table runs (id integer primary key)');
    const lens = await lensOf(await database.open(), {});
    expect(lens.choice().transcript).toBeUndefined();
    await expect(lens.transcript.outline('1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

it('the first fifty thousand steps are listed, and it is said that there are more', async () => {
  await using database = await createTestDatabase('sqlite');
  await database.execute(
    'create table runs (id integer primary key)',
    'create table steps (run integer, step integer primary key, code text)',
    'insert into runs values (1)',
    `insert into steps with recursive n(i) as (select 1 union all select i + 1 from n where i < 50001) select 1, i, 'x' from n`,
  );
  const lens = await lensOf(await database.open(), {
    episode: { word: ['run', 'runs'], table: 'runs', id: ['id'], label: 'id' },
    steps: {
      ...{ word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by: 'step', title: 'Step' } },
      transcript: { code: 'code' },
    },
  });
  const { steps, more } = await lens.transcript.outline('1');
  expect([steps.length, steps.at(-1)?.time, more]).toEqual([50_000, 50_000, true]);
});
