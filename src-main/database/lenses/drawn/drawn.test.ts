import { describe, expect, it, onTestFinished } from 'vitest';
import type { Lens } from '#shared/model/lens.ts';
import { evidenceOf } from '#shared/model/lens-evidence.ts';
import { type LensFile, lensFileSchema } from '#shared/model/lens-file.ts';
import { schemaMark } from '#shared/model/schema-mark.ts';
import type { Engine } from '#shared/model/source.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { lenses } from '../lenses.ts';
import { openLens } from '../open-lens.ts';
import { firstRows, lookAt } from './looks.ts';
import { previewLens } from './preview.ts';
import { suggestLens } from './suggest.ts';

async function opened(engine: Engine, ...statements: string[]) {
  const database = await createTestDatabase(engine);
  onTestFinished(() => database[Symbol.asyncDispose]());
  await database.execute(...statements);
  const connection = await database.open();
  return { database, connection, catalogue: await connection.catalogue() };
}

const optuna = lenses.find(({ id }) => id === 'optuna')!;

/** The tables and columns by which a lens is recognised, all of them numbers. */
function tablesOf({ recognise }: Lens): readonly string[] {
  return recognise
    .filter(({ absent }) => !absent)
    .map(({ table, columns, keyed }) => {
      const names = [...new Set([...columns, ...keyed])].map((column) => `${column} integer`);
      const key = keyed.length > 0 ? [`primary key (${keyed.join(', ')})`] : [];
      return `create table ${table} (${[...names, ...key].join(', ') || 'a integer'})`;
    });
}

/** 3 attempts of 20 beats with two beasts each; words that no vocabulary has. */
const unknown = [
  `create table orte (ort varchar(10) primary key, anschrift varchar(40))`,
  `create table versuche (nr integer primary key, bezeichnung varchar(40), ort varchar(10) references orte (ort))`,
  `create table messung (versuch integer not null references versuche (nr), takt integer not null, tier varchar(10) not null,
    lage_x double precision, lage_y double precision, tempo double precision, zustand varchar(200), notiz varchar(200),
    primary key (versuch, takt, tier))`,
  `insert into orte values ('Halle', 'Vor dem Tor 1'), ('Wiese', 'Am Bach')`,
  `insert into versuche values (1, 'Versuch 1', 'Halle'), (2, 'Versuch 2', 'Halle'), (10, 'Versuch 10', 'Wiese')`,
  ...[1, 2, 10].map((versuch) => {
    const rows = Array.from({ length: 20 }, (_, takt) =>
      ['a', 'b'].map(
        (tier, at) =>
          `(${versuch}, ${takt}, '${tier}', ${takt + at * 0.5}, ${versuch + at}, ${takt === 3 ? 'null' : 1.5 + at}, '{"satt": ${takt}}', 'Das Tier ${tier} sitzt auf dem Zaun und ruft laut')`,
      ),
    ).flat();
    return `insert into messung values ${rows.join(', ')}`;
  }),
];

describe.each(engines)('drawing a lens on %s', (engine) => {
  it('suggests what keys and values tell where names say nothing', async () => {
    const { connection, catalogue } = await opened(engine, ...unknown);
    const { lens } = await suggestLens(connection, catalogue, undefined);
    expect(lens.steps).toMatchObject({
      table: 'messung',
      episode: ['versuch'],
      time: { by: 'takt' },
      agent: 'tier',
      position: { x: 'lage_x', y: 'lage_y' },
    });
    expect(lens.steps).toMatchObject({ state: 'zustand', texts: ['notiz'] });
    expect(lens.episode).toMatchObject({ table: 'versuche', id: ['nr'], label: 'bezeichnung', parent: ['ort'] });
    expect(lens.session).toMatchObject({ table: 'orte', id: ['ort'], label: 'anschrift' });
    expect(lens.measures.map(({ id }) => id)).toContain('tempo');
  });

  it('ranks columns with reasons and shows what they hold', async () => {
    const { connection, catalogue } = await opened(engine, ...unknown);
    const table = catalogue.tables.find(({ name }) => name === 'messung')!;
    const look = lookAt(catalogue, await firstRows(connection, table, {}));
    expect(look.rows).toBe(120);
    const column = (name: string) => look.columns.find((each) => each.name === name)!;
    expect(column('versuch').roles.episode?.reasons).toContain('leads to versuche');
    expect(column('takt').roles.time?.reasons).toContain('rises from row to row');
    expect(column('tier')).toMatchObject({ examples: ['a', 'b'], distinct: 2, nulls: 0 });
    expect(column('zustand').roles.state?.reasons).toContain('holds JSON');
    expect(column('lage_x').roles.episode).toBeUndefined();
    const best = (role: 'time' | 'episode' | 'x') =>
      look.columns.toSorted((a, b) => (b.roles[role]?.score ?? 0) - (a.roles[role]?.score ?? 0))[0]!.name;
    expect([best('time'), best('episode'), best('x')]).toEqual(['takt', 'versuch', 'lage_x']);
  });

  it('looks at a few hundred rows of a table, however many it has', async () => {
    const { connection, catalogue } = await opened(
      engine,
      `create table many (run integer, step integer)`,
      `insert into many with recursive n(i) as (select 0 union all select i + 1 from n where i < 4999) select i / 1000, i from n`,
    );
    const look = lookAt(catalogue, await firstRows(connection, catalogue.tables[0]!, {}));
    expect(look.rows).toBe(300);
  });

  it('previews real rows, and says what cannot be read', async () => {
    const { connection, catalogue } = await opened(
      engine,
      ...unknown,
      `create table lose (versuch integer, takt integer, wert varchar(20))`,
      `insert into lose values (1, 1, '5'), (1, 2, 'keiner'), (99, 1, '6'), (null, 1, '7'), (2, null, '8')`,
    );
    const { lens } = await suggestLens(connection, catalogue, undefined);
    const shown = await previewLens(connection, catalogue, { lens, episode: '10' });
    expect(shown.sessions.shown?.rows.map(([, label]) => label)).toEqual(['Vor dem Tor 1', 'Am Bach']);
    expect(shown.session).toBe('Halle');
    expect(shown.episodes.shown?.rows.map(([id, label]) => [id, label])).toEqual([
      ['1', 'Versuch 1'],
      ['2', 'Versuch 2'],
    ]);
    expect(shown.episode).toBe('1');
    const other = await previewLens(connection, catalogue, { lens, session: 'Wiese', episode: '10' });
    expect([other.session, other.episode]).toEqual(['Wiese', '10']);
    expect(shown.steps.shown?.columns.slice(0, 4).map(({ name }) => name)).toEqual([
      'takt',
      'tier',
      'notiz',
      'zustand',
    ]);
    expect(shown.unread).toEqual([]);

    const loose: LensFile = {
      ...lens,
      steps: {
        ...lens.steps!,
        table: 'lose',
        agent: undefined,
        position: undefined,
        within: ['nichts'],
        texts: [],
        state: undefined,
      },
      measures: [{ id: 'wert', title: 'Wert', level: 'step', value: 'wert', reduce: 'mean', rollUp: false }],
    };
    const wrong = await previewLens(connection, catalogue, { lens: loose });
    expect(wrong.missing).toEqual(['rows: lose has no column nichts']);
    expect(wrong.unread).toEqual([
      '1 of 5 rows: no episode is named',
      expect.stringMatching(/^1 of 5 rows: the .+ they name is not listed$/),
      '1 of 5 rows: no time',
      '1 of 5 rows: Wert is no finite number',
    ]);
  });

  it('a part that cannot be shown leaves the others', async () => {
    const { connection, catalogue } = await opened(engine, ...unknown);
    const { lens } = await suggestLens(connection, catalogue, undefined);
    const shown = await previewLens(connection, catalogue, {
      lens: { ...lens, steps: { ...lens.steps!, table: 'nowhere' } },
    });
    expect(shown.episodes.shown?.rows).toHaveLength(2);
    expect(shown.steps).toMatchObject({ shown: null, failure: { code: 'NOT_FOUND' } });
    expect(shown.missing).toEqual(['rows: there is no table nowhere']);
  });

  it('a drawn lens is recognised by what it uses, and comes first where it was drawn', async () => {
    const { connection, catalogue } = await opened(engine, ...unknown);
    const suggested = (await suggestLens(connection, catalogue, undefined)).lens;
    const lens: LensFile = {
      ...suggested,
      id: 'my-beasts',
      title: 'Beasts',
      recognise: evidenceOf(suggested, catalogue),
    };
    const seen = (await openLens(connection, catalogue, undefined, undefined, [lens])).choice();
    expect(seen).toMatchObject({ id: 'my-beasts', drawn: 'elsewhere', chosen: false });
    expect(seen.evidence.join()).toContain('has `messung`');
    const mark = schemaMark(catalogue);
    const first = await openLens(connection, catalogue, undefined, undefined, [{ ...lens, madeFor: mark }]);
    expect(first.choice()).toMatchObject({ id: 'my-beasts', drawn: 'for this' });
    expect(first.choice().evidence).toContain('was drawn for this very schema');
  });

  it('comes after the lenses of Starling, unless it was drawn for this very schema', async () => {
    const { connection, catalogue } = await opened(engine, ...tablesOf(optuna));
    const lens: LensFile = lensFileSchema.parse({
      ...{ starlingLens: 1, id: 'my-studies', title: 'Mine' },
      recognise: [{ table: 'studies', columns: ['study_id'] }],
      session: { word: ['study', 'studies'], table: 'studies', id: ['study_id'], label: 'study_id' },
    });
    const open = async (drawn: LensFile) =>
      (await openLens(connection, catalogue, undefined, undefined, [drawn])).choice();
    expect((await open(lens)).id).toBe('optuna');
    expect((await open({ ...lens, madeFor: 'another' })).id).toBe('optuna');
    const first = await open({ ...lens, madeFor: schemaMark(catalogue) });
    expect(first).toMatchObject({ id: 'my-studies', drawn: 'for this', chosen: false });
    expect(first.alternatives).toContainEqual({ id: 'optuna', title: optuna.title, fits: true });
  });

  it('may be chosen whether it fits or not, as long as there is something to show', async () => {
    const { connection, catalogue } = await opened(engine, ...unknown, `create table other (a integer)`);
    const { lens } = await suggestLens(connection, catalogue, undefined);
    const unfit: LensFile = {
      ...lens,
      id: 'my-unfit',
      recognise: [{ table: 'gone', columns: [], keyed: [], absent: false }],
    };
    const chosen = await openLens(connection, catalogue, 'my-unfit', undefined, [unfit]);
    expect(chosen.choice()).toMatchObject({ id: 'my-unfit', evidence: ['has no table `gone`'] });
    const nothing: LensFile = {
      ...unfit,
      session: undefined,
      steps: undefined,
      episode: { ...lens.episode!, table: 'gone' },
    };
    await expect(openLens(connection, catalogue, 'my-unfit', undefined, [nothing])).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'The lens “My lens” does not fit this database: this database has no table gone',
    });
    const auto = await openLens(connection, catalogue, undefined, undefined, [unfit]);
    expect(auto.choice().id).toBe('generic');
    expect(auto.choice().alternatives).toContainEqual({ id: 'my-unfit', title: 'My lens', fits: false, drawn: true });
  });
});
