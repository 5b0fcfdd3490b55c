import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cutState, readPlainState } from '../../state/state-reader.ts';
import { readGameState } from './state.ts';

const packed = (value: unknown) => deflateSync(JSON.stringify(value)).toString('base64');

const furnace = { name: '"stone-furnace"', position: { x: '1.5', y: '-2' }, inventories: { fuel: { coal: '5' } } };

const state = {
  entities: packed([furnace, furnace, { name: '"wooden-chest"' }]),
  inventories: [{ coal: 5, 'iron-plate': 2 }, { coal: 3 }],
  timestamp: 1_759_320_000.5,
  namespaces: ['80049500', ''],
  agent_messages: [[{ message: 'hello' }], []],
  research: { technologies: { a: { researched: true }, b: { researched: false } }, current_research: 'b' },
};

describe('a saved game', () => {
  it('is unpacked, counted and unfolded', async () => {
    const { sections, notices } = await readGameState(JSON.stringify(state));
    expect(notices).toEqual([]);
    expect(sections.map(({ id, summary }) => [id, summary])).toEqual([
      ['entities', '3 entities of 2 kinds'],
      ['inventories', '2 kinds of items'],
      ['research', '1 of 2 technologies researched, now b'],
      ['messages', '1 message'],
      ['namespaces', '2 namespaces of pickled variables, not loaded'],
      ['saved', '2025-10-01T12:00:00.500Z'],
    ]);
    expect(sections[0]?.counts).toEqual([
      { name: 'stone-furnace', count: 2 },
      { name: 'wooden-chest', count: 1 },
    ]);
    expect(sections[0]?.tree).toMatchObject([{ name: 'stone-furnace', inventories: { fuel: { coal: '5' } } }, {}, {}]);
    expect(sections[1]?.counts).toEqual([
      { name: 'coal', count: 8 },
      { name: 'iron-plate', count: 2 },
    ]);
    // Of pickles only the size is told.
    expect(sections[4]).toMatchObject({ tree: null, counts: [{ count: 4 }, { count: 0 }] });
  });

  it('of a single agent, as it was written of old, is read too', async () => {
    const { sections } = await readGameState('{"namespace": "8004", "inventory": {"coal": 1}, "timestamp": NaN}');
    expect(sections.map(({ id }) => id)).toEqual(['inventories', 'namespaces']);
  });

  it('whose inventories were left empty says so', async () => {
    const { sections } = await readGameState('{"inventories": [{}]}');
    expect(sections).toMatchObject([{ id: 'inventories', summary: 'empty', counts: [] }]);
  });

  it('that would unpack to gigabytes is refused, and the rest shown', async () => {
    const bomb = deflateSync(Buffer.alloc(200 * 1024 * 1024, '[')).toString('base64');
    expect(bomb.length).toBeLessThan(300_000);
    const before = process.memoryUsage().rss;
    const { sections, notices } = await readGameState(JSON.stringify({ ...state, entities: bomb }));
    expect(notices).toEqual(['The entities unpack to more than 24 MB and are not shown']);
    expect(sections[0]?.id).toBe('inventories');
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  it.each([
    ['no JSON', 'The state is no JSON'],
    ['[1]', 'The state is no object'],
    ['{"entities": "%%%"}', 'not packed as expected'],
    ['{"entities": "AAAA"}', 'damaged'],
    [JSON.stringify({ entities: deflateSync('[1').toString('base64') }), 'no JSON'],
    [JSON.stringify({ entities: packed(7) }), 'no list'],
  ])('%s is said to be unreadable', async (text, notice) => {
    const { notices } = await readGameState(text);
    expect(notices.join()).toContain(notice);
  });

  it('is cut where it is too much for a window, which is said', async () => {
    const many = Array.from({ length: 30_000 }, () => ({ name: '"belt"' }));
    const { sections, notices } = cutState(await readGameState(JSON.stringify({ entities: packed(many) })));
    expect(sections[0]).toMatchObject({
      summary: '30000 entities of 1 kind',
      counts: [{ name: 'belt', count: 30_000 }],
    });
    expect(sections[0]?.tree).toHaveLength(10_000);
    expect(notices[0]).toMatch(/^2\d{4} values are left out/);
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect(cutState(await readGameState(`{"research": {"deep": ${deep}}}`)).notices).toHaveLength(1);
  });
});

it('a state of another kind is shown as it is', async () => {
  expect(await readPlainState('{"x": [1, NaN]}')).toEqual({
    size: 15,
    sections: [{ id: 'state', title: 'State', summary: '1 keys', counts: [], tree: { x: [1, 'NaN'] } }],
    notices: [],
  });
});
