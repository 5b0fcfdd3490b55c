import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { trafficSchema } from '#main/database/care/schemas/traffic.ts';

const intersections = ['ECOLAND', 'JOHNPAUL', 'SANDAWA'];
const approaches = ['north', 'south', 'east', 'west'];

/**
 * A training of 60 episodes as documented, of which the first two are logged step by step, 300 steps each. Ecoland's north
 * queues 40 vehicles from step 147 to 153 and nobody ever more; actions are taken for ten steps each, in turn from 0 to 10.
 */
export function documentedTrainingFile(path: string): string {
  const database = opened(path, 'S1');
  database.exec("insert into experiments (id, experiment_name, config) values ('x', 'final validation', '{}')");
  const episode = database.prepare(
    'insert into training_episodes (id, experiment_id, episode_number, scenario_info, total_reward, steps_completed, avg_loss) values (?, ?, ?, ?, ?, 300, ?)',
  );
  const step = database.prepare(
    'insert into training_steps (id, experiment_id, episode_number, step_number, action_taken, immediate_reward, queue_lengths, waiting_times, speeds) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (let number = 1; number <= 60; number += 1) {
    const scenario = { day: 20_250_708 + (number % 3), cycle: 1 + (number % 2) };
    episode.run(`e${number}`, 'x', number, JSON.stringify(scenario), rewardOf(number), 1 / number);
  }
  for (let number = 1; number <= 2; number += 1) {
    for (let at = 0; at < 300; at += 1) {
      const id = `${number}-${at}`;
      const [waiting, speeds] = [waitingAt(at), speedsAt(at)];
      step.run(id, 'x', number, at, Math.floor(at / 10) % 11, Math.sin(at / 9), queuesAt(at), waiting, speeds);
    }
  }
  database.exec(`insert into model_checkpoints (id, experiment_id, episode_number, checkpoint_type, validation_reward,
      validation_metrics, vs_baseline_improvement) values
    ('c1', 'x', 20, 'regular', 140, null, null), ('c3', 'x', 70, 'final', null, null, null),
    ('c2', 'x', 48, 'best', 215.5, '{"avg_waiting_time": 12.25, "avg_speed": 31}', '{"waiting_time": 18.5}')`);
  database.exec(`insert into validation_results (id, experiment_id, validation_episode, checkpoint_id, test_scenario, total_reward)
    values ('v1', 'x', 48, 'c2', '{}', 210), ('v2', 'x', 48, 'c2', '{}', 221)`);
  database.close();
  return path;
}

/**
 * Two experiments of 40 episodes whose rewards have three parts: those of the one add up to it, of the other only in the
 * first 20 episodes, and from then on to 5 less.
 */
export function rewardPartsFile(path: string): string {
  const database = opened(path, 'S1');
  database.exec(
    "insert into experiments (id, experiment_name, config) values ('a', 'adds up', '{}'), ('b', 'bonus', '{}')",
  );
  const episode = database.prepare(
    'insert into training_episodes (id, experiment_id, episode_number, scenario_info, total_reward, steps_completed, reward_components) values (?, ?, ?, ?, ?, 300, ?)',
  );
  for (const experiment of ['a', 'b']) {
    for (let number = 1; number <= 40; number += 1) {
      const parts = { waiting_penalty: number - 60, speed_reward: number % 7, passenger_throughput_reward: 2 * number };
      const total = parts.waiting_penalty + parts.speed_reward + parts.passenger_throughput_reward;
      const bonus = experiment === 'b' && number > 20 ? 5 : 0;
      episode.run(`${experiment}${number}`, experiment, number, '{}', total + bonus, JSON.stringify(parts));
    }
  }
  database.close();
  return path;
}

/** 30 offline episodes and 10 online ones of the live dashboard, two days and three cycles. */
export function dashboardTrainingFile(path: string): string {
  const database = opened(path, 'S3');
  database.exec("insert into experiments (name, status) values ('hybrid', 'completed')");
  const episode = database.prepare(
    'insert into episodes (experiment_name, episode_number, phase, scenario_name, total_reward) values (?, ?, ?, ?, ?)',
  );
  for (let number = 0; number < 40; number += 1) {
    const scenario = `Day ${20_250_708 + (number % 2)}, Cycle ${1 + (number % 3)}`;
    episode.run('hybrid', number, number < 30 ? 'offline' : 'online', scenario, rewardOf(number));
  }
  database.close();
  return path;
}

function opened(path: string, generation: 'S1' | 'S3'): Database.Database {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  for (const statement of trafficSchema(generation, 'sqlite')) database.exec(statement);
  return database;
}

const rewardOf = (number: number): number =>
  Math.round((200 - 180 / (1 + number / 8) + 12 * Math.sin(number)) * 10) / 10;

function queuesAt(at: number): string {
  const each = (of: number, side: number) => {
    if (of === 0 && side === 0 && Math.abs(at - 150) <= 3) return 40;
    return Math.max(0, Math.round(9 + 8 * Math.sin(at / (14 + 5 * of) + side) + side - of));
  };
  return JSON.stringify(
    Object.fromEntries(
      intersections.map((name, of) => [name, Object.fromEntries(approaches.map((side, n) => [side, each(of, n)]))]),
    ),
  );
}

function waitingAt(at: number): string {
  const each = intersections.map((name, of) => [name, Math.round(10 * (15 + 6 * Math.cos(at / 20 + of))) / 10]);
  return JSON.stringify(Object.fromEntries(each));
}

/** Of John Paul none, as where a detector is broken. */
function speedsAt(at: number): string {
  return JSON.stringify({ ECOLAND: 25 + Math.sin(at / 10), SANDAWA: 31 + Math.cos(at / 30) });
}
