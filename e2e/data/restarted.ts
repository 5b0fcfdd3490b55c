import Database from 'better-sqlite3';

/** A store of one run's losses: 40 steps, restarted at step 20 and again at 30. */
export function restartedFile(path: string): string {
  const database = new Database(path);
  database.exec(`
    create table runs (run_id text primary key, name text, status text);
    create table steps (id integer primary key, run_id text not null references runs, step integer, loss real);
  `);
  database.prepare('insert into runs values (?, ?, ?)').run('r1', 'first', 'FINISHED');
  const insert = database.prepare('insert into steps (run_id, step, loss) values (?, ?, ?)');
  for (const [at, [from, to]] of [[0, 40] as const, [20, 50] as const, [30, 60] as const].entries()) {
    for (let step = from; step < to; step += 1) insert.run('r1', step, 1 / (1 + step) + at * 0.2);
  }
  database.close();
  return path;
}
