import { describe, expect, it } from 'vitest';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { factorioLayouts, factorioSchema } from './factorio.ts';

const cases = engines.flatMap((engine) => factorioLayouts.map((layout) => ({ engine, layout })));

describe.each(cases)('factorio schema $layout on $engine', ({ engine, layout }) => {
  it('can be created, with its columns and keys', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(...factorioSchema(layout, engine, 'jsonb'));
    const { tables } = await (await database.open()).catalogue();
    const own = tables.filter(({ name }) => !name.startsWith('sqlite_'));
    if (layout === 'documented') {
      expect(own.map(({ name }) => name).toSorted()).toEqual(['game_states', 'steps', 'trajectories']);
      const steps = own.find(({ name }) => name === 'steps');
      expect(steps?.foreignKeys.map(({ references }) => references.name)).toEqual(['trajectories']);
      expect(steps?.indexes.map(({ name }) => name)).toEqual(expect.arrayContaining(['idx_step_trajectory']));
      return;
    }
    expect(own.map(({ name, columns, primaryKey }) => [name, columns.length, primaryKey])).toEqual([
      ['programs', Number(layout), ['id']],
    ]);
    const kinds = Object.fromEntries(own[0]!.columns.map(({ name, kind }) => [name, kind]));
    expect(kinds).toMatchObject({ code: 'text', value: 'float', state_json: 'json', created_at: 'time' });
    await database.execute("insert into programs (code, conversation_json) values ('pass', '{}')");
    const { rows } = await (await database.open()).rows({
      parts: [{ kind: 'text', text: 'select id, model, instance, created_at is not null from programs' }],
    });
    expect(rows).toEqual([[1, 'gpt-4o', -1, engine === 'sqlite' ? 1 : true]]);
  });
});
