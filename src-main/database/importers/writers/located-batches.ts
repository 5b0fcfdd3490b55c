import type { DuckDBConnection } from '@duckdb/node-api';
import { literal } from '../../drivers/duckdb/settings.ts';
import type { Relation, TableBatch } from '../importer.ts';
import { judgedCast } from './exact-cast.ts';
import { selectedBatches } from './relation-batches.ts';
import { keepRows } from './row-subset.ts';
import type { Refused, WriteTable } from './writer.ts';

/** Some rows of a relation, each of which says where it is from, and those that are no values of their columns' types. */
export interface LocatedBatch {
  /** Without the misfits. */
  readonly batch: TableBatch;
  readonly misfits: readonly Refused[];
  origin: NonNullable<TableBatch['origin']>;
}

/** As `relationBatches`; a value that would change on its way fails nothing, its row is told instead. */
export async function* locatedBatches(
  connection: DuckDBConnection,
  relation: Relation,
  table: WriteTable,
  wire: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<LocatedBatch> {
  const width = table.columns.length;
  for await (const read of selectedBatches(connection, located(relation, table, wire), table.name, signal)) {
    const [misfit, file, line, raw] = read.columns.slice(width);
    const misfits: Refused[] = [];
    for (let row = 0; row < read.rows; row++) {
      const found = misfit?.[row] as string | null;
      if (found !== null) misfits.push({ row, ...misfitOf(found, table) });
    }
    const origin = (row: number) => {
      const at = line?.[row] ?? null;
      return { file: String(file?.[row] ?? ''), line: at === null ? null : Number(at), raw: String(raw?.[row] ?? '') };
    };
    const own = { ...read, columns: read.columns.slice(0, width), origin };
    yield { batch: keepRows(own, new Set(misfits.map(({ row }) => row))), misfits, origin };
  }
}

/** `2:0.5` says that 0.5 does not fit the third column. */
function misfitOf(found: string, { columns }: WriteTable): Omit<Refused, 'row'> {
  const colon = found.indexOf(':');
  const column = columns[Number(found.slice(0, colon))];
  return {
    column: column?.name ?? null,
    reason: `“${found.slice(colon + 1, colon + 61)}” would not stay as it is as ${column?.declared}`,
  };
}

function located({ select, located: given }: Relation, { columns }: WriteTable, wire: readonly string[]): string {
  const inner = columns.map((_, at) => `c${at}`);
  const casts = columns.map(({ type }, at) => judgedCast(`c${at}`, type, wire[at] as string));
  const misfits = casts.flatMap(({ fits }, at) =>
    fits === null ? [] : [`when not coalesce(${fits}, false) then '${at}:' || coalesce(cast(c${at} as varchar), '')`],
  );
  const misfit = misfits.length === 0 ? 'cast(null as varchar)' : `case ${misfits.join(' ')} end`;
  const fields = columns.map(({ name }, at) => `${literal(name)}: c${at}`).join(', ');
  const place = ['starling_file', 'starling_line', 'starling_raw'];
  const from = given ?? `select *, cast(null as varchar), cast(null as bigint), cast(null as varchar) from (${select})`;
  return `select ${casts.map(({ cast }) => cast).join(', ')}, ${misfit}, starling_file, cast(starling_line as bigint),
    coalesce(starling_raw, cast(to_json({${fields}}) as varchar)) from (${from}) t(${[...inner, ...place].join(', ')})`;
}
