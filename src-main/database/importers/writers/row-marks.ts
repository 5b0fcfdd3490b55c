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

/** SQLite's row ids stay, but for VACUUM of a table without a key of integers; the sums tell. */
export function sqliteMarks(ask: Ask): RowMarks {
  const sumOf = async (table: string, columns: readonly string[], where: Sql) => {
    const sums = columns.map((column) => sql`total(${name(column)}), total(length(quote(${name(column)})))`);
    const [row] = await ask(sql`select count(*), ${join(sums)} from ${name(table)} where ${where}`);
    return { rows: Number(row?.[0]), checksum: (row ?? []).join(' ') };
  };
  const range = (first: string, last: string) => sql`_rowid_ between ${BigInt(first)} and ${BigInt(last)}`;
  return {
    start: async (table) => (await ask(sql`select coalesce(max(_rowid_), 0) from ${name(table)}`))[0]?.[0] ?? '0',
    end: async (table, start, columns) => {
      const [row] = await ask(
        sql`select min(_rowid_), max(_rowid_) from ${name(table)} where _rowid_ > ${BigInt(start)}`,
      );
      const [first, last] = [row?.[0] ?? '0', row?.[1] ?? '-1'];
      const { checksum } = await sumOf(table, columns, range(first, last));
      return { start: `${first} ${last}`, checksum, columns };
    },
    async find(table, { start, checksum, columns }, rows) {
      const [first = '0', last = '-1'] = start.split(' ');
      const found = await sumOf(table, columns, range(first, last));
      return found.rows === rows && (rows === 0 || found.checksum === checksum) ? range(first, last) : null;
    },
  };
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
