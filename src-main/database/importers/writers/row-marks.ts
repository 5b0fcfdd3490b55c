import { join, name, type Sql, sql } from '../../sql/sql.ts';
import type { RowMark, RowMarks } from './writer.ts';

type Ask = (query: Sql) => Promise<readonly (readonly (string | null)[])[]>;

/**
 * DuckDB gives rows their ids when they are committed, and new ones when it tidies up behind deleted rows, but never
 * another order: the rows are those that follow each other and have the remembered sum.
 */
export function duckdbMarks(ask: Ask): RowMarks {
  const hash = (columns: readonly string[]) => sql`hash(${join(columns.map((column) => name(column)))})::hugeint`;
  const sumOf = async (table: string, columns: readonly string[], where: Sql) => {
    const [row] = await ask(
      sql`select count(*), coalesce(sum(${hash(columns)}), 0)::varchar from ${name(table)} where ${where}`,
    );
    return { rows: Number(row?.[0]), checksum: row?.[1] ?? '0' };
  };
  return {
    start: async (table) => (await ask(sql`select coalesce(max(rowid) + 1, 0) from ${name(table)}`))[0]?.[0] ?? '0',
    end: async (table, start, columns) => {
      const { checksum } = await sumOf(table, columns, sql`rowid >= ${BigInt(start)}`);
      return { start, checksum, columns };
    },
    async find(table, { start, checksum, columns }, rows) {
      if (rows === 0) return sql`1=0`;
      const guess = sql`rowid between ${BigInt(start)} and ${BigInt(start) + BigInt(rows) - 1n}`;
      const guessed = await sumOf(table, columns, guess);
      if (guessed.rows === rows && guessed.checksum === checksum) return guess;
      const [found] = await ask(sql`
        select first, last from (
          select r as first, lead(r, ${rows - 1}) over w as last,
            sum(h) over (order by r rows between current row and ${rows - 1} following) as s
          from (select rowid as r, ${hash(columns)} as h from ${name(table)}) window w as (order by r))
        where last is not null and s = cast(${checksum} as hugeint) order by first limit 1`);
      if (found === undefined) return null;
      return sql`rowid between ${BigInt(found[0] ?? 0)} and ${BigInt(found[1] ?? -1)}`;
    },
  };
}

/**
 * SQLite's row ids stay, but for VACUUM of a table without a key of integers; the sums tell. Where a column is the row id
 * itself, new rows may stand between older ones: a trigger of our connection notes them.
 */
export function sqliteMarks(ask: Ask): RowMarks {
  const sumOf = async (table: string, columns: readonly string[], where: Sql) => {
    const sums = columns.map((column) => sql`total(${name(column)}), total(length(quote(${name(column)})))`);
    const [row] = await ask(sql`select count(*), ${join(sums)} from ${name(table)} where ${where}`);
    return { rows: Number(row?.[0]), checksum: (row ?? []).join(' ') };
  };
  return {
    async start(table) {
      const [last] = await ask(sql`select max(_rowid_) from ${name(table)}`);
      if (typeof last?.[0] !== 'string') return '0';
      if (await hasOwnRowIds(ask, table)) await noteRowIds(ask, table);
      return last[0];
    },
    async end(table, start, columns) {
      const noted = await notedRowIds(ask, table);
      if (noted !== null) {
        const { checksum } = await sumOf(table, columns, idsIn(noted));
        return { start: noted, checksum, columns };
      }
      const [row] = await ask(
        sql`select min(_rowid_), max(_rowid_) from ${name(table)} where _rowid_ > ${BigInt(start)}`,
      );
      const [first, last] = [row?.[0] ?? '0', row?.[1] ?? '-1'];
      const { checksum } = await sumOf(table, columns, idsBetween(first, last));
      return { start: `${first} ${last}`, checksum, columns };
    },
    async find(table, { start, checksum, columns }, rows) {
      const [first = '0', last = '-1'] = start.split(' ');
      const where = start.startsWith('[') ? idsIn(start) : idsBetween(first, last);
      const found = await sumOf(table, columns, where);
      return found.rows === rows && (rows === 0 || found.checksum === checksum) ? where : null;
    },
  };
}

function idsBetween(first: string, last: string): Sql {
  return sql`_rowid_ between ${BigInt(first)} and ${BigInt(last)}`;
}

function idsIn(list: string): Sql {
  return sql`_rowid_ in (select value from json_each(${list}))`;
}

/** Whether a column of integers is the key, which makes it the row id. */
async function hasOwnRowIds(ask: Ask, table: string): Promise<boolean> {
  const keys = await ask(sql`select type from pragma_table_info(${table}) where pk > 0`);
  return keys.length === 1 && keys[0]?.[0]?.toUpperCase() === 'INTEGER';
}

function notesOf(table: string): string {
  return `starling_new_${table}`;
}

async function noteRowIds(ask: Ask, table: string): Promise<void> {
  await ask(sql`create temp table ${name(notesOf(table))} (id integer primary key)`);
  await ask(sql`create temp trigger ${name(`${notesOf(table)}_note`)} after insert on main.${name(table)}
    begin insert into ${name(notesOf(table))} values (new._rowid_); end`);
}

/** A JSON list, or `null` where none were noted. */
async function notedRowIds(ask: Ask, table: string): Promise<string | null> {
  const [noted] = await ask(sql`select 1 from sqlite_temp_schema where name = ${notesOf(table)}`);
  if (noted === undefined) return null;
  const [list] = await ask(sql`select json_group_array(id) from (select id from ${name(notesOf(table))} order by id)`);
  await ask(sql`drop trigger ${name(`${notesOf(table)}_note`)}`);
  await ask(sql`drop table ${name(notesOf(table))}`);
  return list?.[0] ?? '[]';
}

/** Postgres notes with every row which transaction wrote it: exact until somebody changes the row. */
export function postgresMarks(ask: Ask): RowMarks {
  const where = ({ start }: Pick<RowMark, 'start'>) => sql`xmin = cast(${String(BigInt(start) & 0xffff_ffffn)} as xid)`;
  return {
    start: async () => (await ask(sql`select pg_current_xact_id()::text`))[0]?.[0] ?? '0',
    end: async (_table, start, columns) => ({ start, checksum: '', columns }),
    async find(table, mark, rows) {
      const [row] = await ask(sql`select count(*) from ${name(table)} where ${where(mark)}`);
      return Number(row?.[0]) === rows ? where(mark) : null;
    },
  };
}
