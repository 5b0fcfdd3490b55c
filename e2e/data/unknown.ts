import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

/**
 * A SQLite file in words that no vocabulary has: three flights from two places, 20 beats each, two beasts. The beat and the
 * beast are mapped by key and values; `hoehe` holds a word in one row.
 */
export function unknownFile(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.exec(`
    create table orte (kuerzel text primary key, anschrift text);
    create table fluege (nr integer primary key, bezeichnung text, ort text references orte (kuerzel));
    create table lagen (flug integer not null references fluege (nr), takt integer not null, tier text not null,
      lage_x real, lage_y real, hoehe real, primary key (flug, takt, tier));
    insert into orte values ('H', 'Halle'), ('W', 'Wiese');
    insert into fluege values (1, 'Flug 1', 'H'), (2, 'Flug 2', 'H'), (10, 'Flug 10', 'W');
  `);
  const row = database.prepare('insert into lagen values (?, ?, ?, ?, ?, ?)');
  database.transaction(() => {
    for (const flug of [1, 2, 10])
      for (let takt = 0; takt < 20; takt += 1)
        for (const [at, tier] of ['amsel', 'star'].entries())
          row.run(flug, takt, tier, takt + at, flug - at, flug === 2 && takt === 3 && at === 0 ? 'hoch' : takt / 2);
  })();
  database.close();
  return path;
}

/** A SQLite file of somebody who talks in a hall, turn by turn, and of a door that is open for a while. */
export function talksFile(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.exec(`
    create table halls (hall text primary key);
    create table talks (nr integer primary key, hall text not null references halls (hall));
    create table turns (talk integer not null references talks (nr), turn integer not null, said text, heard text, reward real,
      primary key (talk, turn));
    create table doors (hall text not null references halls (hall), since timestamp not null, door text);
    insert into halls values ('north'), ('south');
    insert into talks values (1, 'north'), (2, 'south');
    insert into turns values (1, 1, 'Is anybody there, or is the hall empty at this hour?', 'No', 0.5), (1, 2, 'Good', 'Indeed', 1),
      (2, 1, 'Hello', 'Hello', 0);
    insert into doors values ('north', '2024-05-01 08:00:00', 'shut'), ('north', '2024-05-01 08:05:00', 'open'),
      ('north', '2024-05-01 08:30:00', 'shut'), ('south', '2024-05-01 08:10:00', 'open');
  `);
  database.close();
  return path;
}
