import type { Engine } from '#shared/model/source.ts';
import { type FactorioJson, factorioSchema } from '../../care/schemas/factorio.ts';

/**
 * Programs of two versions, small enough to check by hand.
 *
 * - Version 10 (the gym, model-a, open_play): processes 0, 2 and 10. Process 0 ran programs 1, 3, 2 in that order, by
 *   their times; process 2 ran 4 and 5 within one second, then 6; process 10 ran 7.
 * - Version 9 (tree search, model-b): no process, instance 3, programs 8 and 9, the second a child of the first.
 */
export interface FactorioCase {
  readonly engine: Engine;
  readonly columns: '23' | '24';
  readonly json: FactorioJson;
}

export const factorioCases: readonly FactorioCase[] = [
  { engine: 'sqlite', columns: '24', json: 'text' },
  { engine: 'sqlite', columns: '23', json: 'text' },
  { engine: 'postgres', columns: '24', json: 'text' },
  { engine: 'postgres', columns: '23', json: 'jsonb' },
  { engine: 'postgres', columns: '24', json: 'json' },
  { engine: 'duckdb', columns: '24', json: 'text' },
  { engine: 'duckdb', columns: '23', json: 'json' },
];

export function factorioDatabase({ engine, columns, json }: FactorioCase): readonly string[] {
  const gym = programs.map((each) => {
    const meta = `{"model": "model-a", "process_id": ${each.process}, "error_occurred": ${each.error}, "sweep_id": "sweep", "production_score": ${each.score}}`;
    const description = `'model:model-a${NEWLINE}type:open_play${NEWLINE}num_agents:1'`;
    return `(${each.id}, null, 10, ${description}, 'model-a', '${meta}', 0, ${each.value}, ${each.depth}, ${each.tokens}, '${each.at}', null, ${heavy}, '${each.made ?? '{}'}')`;
  });
  const search = [
    `(8, null, 9, 'tree search', 'model-b', '{"text_response": "", "model": "model-b"}', 3, 4, 0, 10, '2025-10-02 08:00:00', 7.5, ${heavy}, null)`,
    `(9, 8, 9, 'tree search', 'model-b', null, 3, 2, 1, null, '2025-10-02 08:01:00', 5.5, ${heavy}, null)`,
  ];
  return [
    ...factorioSchema(columns, engine, json),
    `insert into programs (id, parent_id, version, version_description, model, meta, instance, value, depth, token_usage,
      created_at, raw_reward, code, state_json, conversation_json, achievements_json) values ${[...gym, ...search].join(', ')}`,
  ];
}

const NEWLINE = '\n';

/** The saved state has one entity, a stone furnace, and inventories that the environment left empty. */
const heavy = `'print(1)', '{"entities": "eJxNi0EKwjAQAP8y51RQ6CVfsR5C2Uqw7pZkq5aSv0vx4mlghrnuaHoKkYHqptJNa9E0ygAB35Zf+peL1ezZlLjzIXI+9QQ2It2FFqiefK1E3lYeWe8Esr5E3UqWelzTKvPB0dJMpKe1dvsC708sKA==", "inventories": [{}]}', '{"messages": []}'`;

const at = (time: string) => `2025-10-01 ${time}`;

interface Program {
  readonly id: number;
  readonly process: number;
  readonly at: string;
  readonly value: number;
  readonly score: number;
  readonly error: boolean;
  readonly depth: number;
  readonly tokens: number;
  readonly made?: string;
}

const mined = '{"static": {"iron-ore": 10, "coal": 2}, "dynamic": {}}';
const smelted = '{"static": {"iron-ore": 5}, "dynamic": {"iron-plate": 4}}';

const programs: readonly Program[] = [
  { id: 1, process: 0, at: at('13:00:00'), value: 1, score: 1, error: true, depth: 0, tokens: 100, made: mined },
  { id: 2, process: 0, at: at('13:02:00'), value: -0.5, score: 3, error: false, depth: 0.5, tokens: 120, made: '[]' },
  { id: 3, process: 0, at: at('13:01:00'), value: 2.5, score: 3.5, error: true, depth: 1, tokens: 110, made: smelted },
  { id: 4, process: 2, at: at('13:00:00'), value: 8, score: 8, error: false, depth: 0, tokens: 50 },
  { id: 5, process: 2, at: at('13:00:00'), value: 0, score: 8, error: false, depth: 1, tokens: 60 },
  { id: 6, process: 2, at: at('13:00:30'), value: 2, score: 10, error: false, depth: 2, tokens: 70 },
  { id: 7, process: 10, at: at('14:00:00'), value: 0.25, score: 0.25, error: false, depth: 0, tokens: 5 },
];

/** The layout that the project documents: two trajectories of a task, one of none, three steps and a state. */
export function documentedFactorioDatabase(engine: Engine): readonly string[] {
  return [
    ...factorioSchema('documented', engine, 'jsonb'),
    `insert into trajectories (id, task_id, start_time, end_time, status) values
      ('trajectory_10', 'iron_ore_throughput', '2025-01-02 00:00:00', null, 'running'),
      ('trajectory_2', 'iron_ore_throughput', '2025-01-01 00:00:00', '2025-01-01 01:00:00', 'completed'),
      ('trajectory_3', null, '2025-01-01 00:00:00', null, 'failed')`,
    `insert into steps (id, trajectory_id, step_number, agent_code, environment_feedback, game_state) values
      (1, 'trajectory_2', 2, 'b()', 'ok', '{"x": 1}'), (2, 'trajectory_2', 1, 'a()', 'no', null), (3, 'trajectory_10', 1, 'c()', '', null)`,
    `insert into game_states (id, trajectory_id, step_id, state_data) values (1, 'trajectory_2', 1, '{}')`,
  ];
}
