import type { Cell } from '#shared/model/cell.ts';
import { fewPoints } from '#shared/model/m4.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { all, type Sql, sql } from '../../sql/sql.ts';
import { numberOf } from './columns.ts';
import type { M4Input } from './input.ts';
import { keptMeans, lookAtLines, type Marked, type Means } from './rows.ts';
import { double } from './steps.ts';

/** What is known of the rows before they are reduced. */
export interface Extent {
  readonly from: number;
  readonly to: number;
  /** How many rows there are, where it costs nothing to know. */
  readonly rows: number | null;
  /** The lines there are, where the same look told them. */
  readonly marked?: Marked | undefined;
  /** What is to be reduced, where it was read before anything else. */
  readonly means?: Means | undefined;
}

const NOTHING: Extent = { from: 0, to: 0, rows: 0 };

/**
 * Begins with the means of joined rows where the engine gives them by columns: how far those reach that they were joined
 * with takes half as long again to know, and to draw few means whole nobody needs to.
 */
export async function extentOrMeans(connection: Connection, input: M4Input, options: QueryOptions): Promise<Extent> {
  const isOneLine = input.group === null && input.aggregate !== undefined && input.unjoined !== undefined;
  const isByRows = connection.dialect.reduction === 'rows';
  const means = isOneLine && isByRows ? await keptMeans(connection, input, options) : undefined;
  const x = means?.flatMap(([each]) => [...each!]) ?? [];
  if (means === undefined || x.length > fewPoints(input)) {
    return { ...(await extentOf(connection, input, options)), means };
  }
  return x.length === 0 ? { ...NOTHING, means } : { from: Math.min(...x), to: Math.max(...x), rows: null, means };
}

/**
 * Smallest and largest finite x and the number of rows, both before they are joined. Plain extremes first: DuckDB has them at hand, an index has them
 * too; only where one is not finite (NaN sorts above everything) are the rows looked through.
 */
export async function extentOf(connection: Connection, joined: M4Input, options: QueryOptions): Promise<Extent> {
  const input = { ...joined, ...joined.unjoined };
  if (connection.dialect.reduction === 'rows' && input.group !== null) return extentOfLines(connection, input, options);
  const lines = eachOf(input, connection.dialect);
  const apart = await comeByX(connection, lines[0]!, options);
  const [least, greatest, count] = apart
    ? await endsOf(connection, lines, options)
    : await looked(connection, sql`select min(${input.x}), max(${input.x}), count(*) ${rowsOf(input)}`, options);
  if (least == null) return NOTHING;
  const [from, to] = [numberOf(least), numberOf(greatest)];
  if (!Number.isFinite(from) || !Number.isFinite(to)) return extentOfFinite(connection, input, options);
  return { from, to, rows: apart ? null : numberOf(count) };
}

/** The rows of each line by themselves, where it is known which there are: an index has those by ascending x, not all together. */
function eachOf(input: M4Input, { plan }: Dialect): readonly M4Input[] {
  const { each = [], where } = input;
  if (plan === null || each.length === 0 || each.length * 2 > plan.mostLooks) return [input];
  return each.map((own) => ({ ...input, where: [...where, own] }));
}

/** The least and the greatest x of all lines; either is a look into an index. */
async function endsOf(
  connection: Connection,
  lines: readonly M4Input[],
  options: QueryOptions,
): Promise<readonly Cell[]> {
  const ends: (readonly Cell[])[] = [];
  for (const line of lines) {
    const rest = rowsOf(line);
    const query = sql`select (select min(${line.x}) ${rest}), (select max(${line.x}) ${rest})`;
    ends.push(await looked(connection, query, options));
  }
  const known = ends.filter(([least]) => least != null);
  if (known.length <= 1) return known[0] ?? [];
  const of = (end: 0 | 1) => known.map((each) => numberOf(each[end]));
  return [Math.min(...of(0)), Math.max(...of(1))];
}

async function looked(connection: Connection, query: Sql, options: QueryOptions): Promise<readonly Cell[]> {
  return (await connection.rows(query, options)).rows[0] ?? [];
}

const rowsOf = ({ from, where }: M4Input): Sql => sql`from ${from} where ${all(where)}`;

/** Where rows are told apart by marks, which have to be looked up anyway. */
async function extentOfLines(connection: Connection, input: M4Input, options: QueryOptions): Promise<Extent> {
  const { reach, ...marked } = await lookAtLines(connection, input, [], options);
  if (reach === null) return { ...NOTHING, marked };
  const { least: from, greatest: to } = reach;
  if (Number.isFinite(from) && Number.isFinite(to)) return { from, to, rows: marked.rows ?? null, marked };
  return { ...(await extentOfFinite(connection, input, options)), marked };
}

async function extentOfFinite(connection: Connection, input: M4Input, options: QueryOptions): Promise<Extent> {
  const x = double(input.x);
  const finite = all([...input.where, connection.dialect.isFinite(x)]);
  const query = sql`select min(${x}), max(${x}) from ${input.from} where ${finite}`;
  const [from, to] = ((await connection.rows(query, options)).rows[0] ?? []).map(numberOf);
  return Number.isFinite(from) ? { from: from!, to: to!, rows: null } : NOTHING;
}

/** Whether an index has the rows by ascending x; then its ends tell the extent, if they are asked for one by one. */
async function comeByX(connection: Connection, input: M4Input, options: QueryOptions): Promise<boolean> {
  const { plan } = connection.dialect;
  if (plan === null) return false;
  const sorted = sql`select ${input.x} from ${input.from} where ${all(input.where)} order by ${input.x} limit 1`;
  const { rows } = await connection.rows(plan.of(sorted), options);
  return plan.inOrder(rows);
}
