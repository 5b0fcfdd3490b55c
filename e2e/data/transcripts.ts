import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { deflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { factorioSchema } from '#main/database/care/schemas/factorio.ts';

export const STEPS = 60;

interface Row {
  readonly version: number;
  readonly process: number;
  readonly step: number;
  readonly parent: number | null;
}

/**
 * A SQLite file of agents that play Factorio. Version 3 has two processes of sixty programs: alike up to program 8, the
 * same call from 20 to 26, an error in every tenth. Version 4 is a tree search of fifteen programs, each with two children.
 */
export function transcriptFile(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  for (const statement of factorioSchema('24', 'sqlite')) database.exec(statement);
  const insert =
    database.prepare(`insert into programs (code, value, parent_id, state_json, conversation_json, token_usage,
    response, version, version_description, model, meta, achievements_json, instance, depth, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'model-a', ?, ?, 0, ?, ?)`);
  database.transaction(() => {
    for (const process of [0, 1]) {
      for (let step = 1; step <= STEPS; step++) insert.run(...valuesOf({ version: 3, process, step, parent: null }));
    }
    const first = 2 * STEPS + 1;
    for (let step = 1; step <= 15; step++) {
      const parent = step === 1 ? null : first + Math.floor(step / 2) - 1;
      insert.run(...valuesOf({ version: 4, process: 0, step, parent }));
    }
  })();
  database.close();
  return path;
}

function valuesOf(row: Row): readonly (string | number | null)[] {
  const { version, process, step, parent } = row;
  const failed = step % 10 === 0;
  const value = failed ? 0 : Math.round(step * 31.7 + process) / 10;
  const meta = { process_id: process, error_occurred: failed, sweep_id: 'sweep', production_score: step * 3 + process };
  const made = { static: { 'iron-ore': 10 + step }, dynamic: step > 15 ? { 'iron-plate': step } : {} };
  const time = new Date(Date.UTC(2026, 0, version, 8 + process, step)).toISOString().slice(0, 19).replace('T', ' ');
  return [
    codeOf(row),
    value,
    parent,
    JSON.stringify(stateOf(row)),
    JSON.stringify({ messages: conversationOf(row) }),
    3000 + 100 * step,
    failed ? errorOf(step) : answerOf(row),
    version,
    `model:model-a\ntype:${version === 3 ? 'open_play' : 'tree search'}\nnum_agents:1`,
    JSON.stringify(meta),
    JSON.stringify(made),
    step / 2,
    time,
  ];
}

function codeOf({ process, step }: Row): string {
  if (step >= 20 && step <= 26) return '# wait for the furnace\nsleep(15)\nprint(inspect_inventory())';
  const own = process === 1 && step > 8 ? `\nprint("process one goes its own way at ${step}")` : '';
  return `# Step ${step}: smelt more iron
furnace_position = Position(x=${step}.5, y=-2)
furnace = get_entity(Prototype.StoneFurnace, furnace_position)
for attempt in range(${(step % 3) + 1}):
    furnace = insert_item(Prototype.Coal, furnace, quantity=5)
    print(f"Inserted coal, attempt {attempt}")${own}`;
}

function answerOf({ process, step }: Row): string {
  const ticks = Array.from({ length: (step % 3) + 1 }, (_, at) => `${at + 5}: ('Inserted coal',)`).join('\n');
  return `${ticks}\n9: ("Inventory: {'coal': ${100 - step}, 'iron-plate': ${step * 2 + process}}",)`;
}

function errorOf(step: number): string {
  return `5: ('Inserted coal',)
Traceback (most recent call last):
  File "<string>", line 5, in <module>
    furnace = insert_item(Prototype.Coal, furnace, quantity=5)
  File "env/tools.py", line 120, in insert_item
    raise EntityError(reason)
EntityError: Could not insert coal: no furnace at x=${step}.5`;
}

function stateOf({ step, process }: Row): object {
  const furnaces = Array.from({ length: 1 + Math.floor(step / 5) }, (_, at) => ({
    ...{
      name: '"stone-furnace"',
      type: '"furnace"',
      position: { x: `${at * 3 + 0.5}`, y: '-2' },
      entity_number: at + 1,
    },
    ...{ status: at % 2 === 0 ? 'working' : 'no_fuel', tile_dimensions: { tile_width: '2', tile_height: '2' } },
  }));
  const belts = Array.from({ length: step }, (_, at) => ({
    ...{ name: '"transport-belt"', position: { x: `${at}.5`, y: '2.5' }, direction: '"RIGHT"' },
  }));
  const entities = [...furnaces, ...belts, { name: '"wooden-chest"', position: { x: '-3.5', y: '1.5' } }];
  return {
    entities: deflateSync(JSON.stringify(step >= 20 && step <= 26 ? entities.slice(0, 3) : entities)).toString(
      'base64',
    ),
    inventories: [{ coal: 100 - step, 'iron-plate': step * 2 + process }],
    timestamp: 1_767_000_000 + step,
    namespaces: ['8004950a00'],
    agent_messages: [[]],
  };
}

function conversationOf({ step }: Row): readonly object[] {
  const said = Array.from({ length: Math.min(step, 6) }, (_, at) => [
    { role: 'assistant', content: `\`\`\`python\nprint(${at})\n\`\`\`` },
    { role: 'user', content: `Observation ${at}: the lake shimmers` },
  ]);
  return [{ role: 'system', content: 'You play Factorio. Build a factory.' }, ...said.flat()];
}
