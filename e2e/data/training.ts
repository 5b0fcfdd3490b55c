import Database from 'better-sqlite3';

/** A database of the traffic trainings' schema, without rows, for whoever closes it. */
export function emptyTraining(path: string): Database.Database {
  const database = new Database(path);
  database.exec(`
    create table experiments (id integer primary key, name text unique not null, created_at text, updated_at text,
      status text, total_episodes integer, completed_episodes integer, config text);
    create table episodes (id integer primary key, experiment_name text not null, episode_number integer not null,
      timestamp text, phase text, scenario_name text, vehicles_completed integer, avg_waiting_time real, total_reward real,
      epsilon real, unique (experiment_name, episode_number));
  `);
  return database;
}

/**
 * The file of a traffic dashboard: nine runs of three learning rates and three seeds with thirty episodes each, whose rewards
 * are the same every time, and the worked example of two controllers over the same eight scenarios.
 */
export function trainingFile(path: string): string {
  const database = emptyTraining(path);
  const experiment = database.prepare('insert into experiments (name, status, config) values (?, ?, ?)');
  const episode = database.prepare(
    'insert into episodes (experiment_name, episode_number, scenario_name, avg_waiting_time, total_reward) values (?, ?, ?, ?, ?)',
  );
  database.transaction(() => {
    for (const [at, rate] of [0.1, 0.01, 0.001].entries()) {
      for (let seed = 1; seed <= 3; seed += 1) {
        const name = `rate ${rate} seed ${seed}`;
        experiment.run(name, 'completed', JSON.stringify({ learning_rate: rate, seed }));
        for (let number = 0; number < 30; number += 1) {
          const wave = Math.sin(number * seed) * 2;
          episode.run(name, number, null, null, 100 - 50 / (number + 1) - 10 * at + seed + wave);
        }
      }
    }
    for (const [name, waiting] of Object.entries(controllers)) {
      experiment.run(name, 'completed', null);
      for (const [number, seconds] of waiting.entries()) {
        episode.run(name, number, `scenario ${number}`, seconds, null);
      }
    }
  })();
  database.close();
  return path;
}

/** Seconds waited in each scenario. */
const controllers = {
  fixed: [12, 14, 11, 15, 13, 12, 16, 14],
  learned: [9, 10, 9, 11, 11, 8, 12, 10],
} as const;
