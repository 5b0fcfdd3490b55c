import Database from 'better-sqlite3';

/** Runs in each state: one that writes now, one that has not for an hour, one that ended and one that failed. */
export function statesFile(path: string): string {
  const database = new Database(path);
  database.exec(`
    create table runs (run_id text primary key, status text);
    create table steps (run_id text not null references runs, step integer, loss real, logged timestamp,
      primary key (run_id, step));
  `);
  const minutes = { busy: 1, stuck: 60, ended: 600, broken: 600 };
  const status = { busy: 'RUNNING', stuck: 'RUNNING', ended: 'FINISHED', broken: 'FAILED' };
  const run = database.prepare('insert into runs values (?, ?)');
  const step = database.prepare("insert into steps values (?, ?, ?, datetime('now', ?))");
  for (const name of ['busy', 'stuck', 'ended', 'broken'] as const) {
    run.run(name, status[name]);
    for (let at = 0; at < 5; at += 1) step.run(name, at, 1 / (at + 1), `-${minutes[name] + 4 - at} minutes`);
  }
  database.close();
  return path;
}
