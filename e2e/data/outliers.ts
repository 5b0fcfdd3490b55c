import Database from 'better-sqlite3';

/** Two runs of 500 losses from 0 to 4.99, the second of which has one of four million. */
export function outliersFile(path: string): string {
  const database = new Database(path);
  database.exec(`
    create table runs (run text primary key);
    create table steps (run text references runs (run), step integer, loss real);
    insert into runs values ('a'), ('b');
    with recursive n (step) as (select 0 union all select step + 1 from n where step < 499)
    insert into steps select run, step, (step * 7 % 500) / 100.0 from runs, n;
    update steps set loss = 4e6 where run = 'b' and step = 77;
  `);
  database.close();
  return path;
}
