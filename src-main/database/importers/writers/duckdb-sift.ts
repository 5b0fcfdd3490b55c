import { type DuckDBConnection, INTEGER } from '@duckdb/node-api';
import { literal } from '../../drivers/duckdb/settings.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import type { TableBatch } from '../importer.ts';
import { type DuckdbConstraint, duckdbConstraints, type TargetColumn } from './duckdb-constraints.ts';
import { appendBatch, castOf, stageType } from './duckdb-stage.ts';
import { judgedCast } from './exact-cast.ts';
import type { Refused, WriteColumn, WriteTable } from './writer.ts';

export type RunText = (statement: string) => Promise<number>;
export type AskText = (query: string) => Promise<readonly (readonly (string | null)[])[]>;

const stage = 'temp.main.starling_sift';
const judged = 'temp.main.starling_judged';
const quote = (name: string): string => duckdbDialect.quote(name);

/**
 * Adds the rows of a batch that a table takes. DuckDB has no savepoints, and an error ends its transaction: each rule of
 * the table is asked of the rows before any is written.
 */
export async function siftIntoDuckdb(
  connection: DuckDBConnection,
  run: RunText,
  ask: AskText,
  table: WriteTable,
  batch: TableBatch,
): Promise<readonly Refused[]> {
  const { columns, constraints } = await rulesFor(ask, table);
  const types = table.columns.map(({ type }) => stageType(type));
  const names = types.map((type, at) => `starling_${at} ${type.toString()}`);
  await run(`create or replace temp table starling_sift (${[...names, 'starling_row integer'].join(', ')})`);
  const rows = Int32Array.from({ length: batch.rows }, (_, row) => row);
  await appendBatch(connection, 'starling_sift', [...types, INTEGER], { ...batch, columns: [...batch.columns, rows] });
  await run(`create or replace temp table starling_judged as ${judgement(table, columns, constraints)}`);
  for (const constraint of constraints) {
    if (constraint.kind === 'unique') await run(refuseRepeated(table, constraint));
    if (constraint.kind === 'foreign') await run(refuseUnrelated(table, constraint));
  }
  const own = table.columns.map(({ name }) => quote(name)).join(', ');
  await run(
    `insert into ${quote(table.name)} (${own}) select ${own} from ${judged} where starling_reason is null order by starling_row`,
  );
  const refused = await ask(
    `select starling_row, starling_column, starling_reason from ${judged} where starling_reason is not null order by starling_row`,
  );
  await run(`drop table ${judged}`);
  await run(`drop table ${stage}`);
  return refused.map(([row, column, reason]) => ({ row: Number(row), column: column ?? null, reason: reason ?? '' }));
}

/** What the table asks of rows; of columns that nothing is given for and a sequence counts, nothing can be told before. */
async function rulesFor(ask: AskText, table: WriteTable) {
  const { columns, constraints } = await duckdbConstraints(ask, table.name);
  const counted = new Set(
    columns
      .filter(({ name, isCounted }) => isCounted && !table.columns.some((each) => each.name === name))
      .map(({ name }) => name),
  );
  const isTold = (rule: DuckdbConstraint): boolean => {
    if (rule.kind === 'required') return !counted.has(rule.column);
    return rule.kind === 'check' || !rule.columns.some((column) => counted.has(column));
  };
  return { columns: columns.filter(({ name }) => !counted.has(name)), constraints: constraints.filter(isTold) };
}

/** Every row with the target's columns and what of the rules for single rows it breaks. */
function judgement(
  table: WriteTable,
  columns: readonly TargetColumn[],
  constraints: readonly DuckdbConstraint[],
): string {
  const given = new Map(table.columns.map((column, at) => [column.name, { ...column, at }]));
  const faults: { readonly when: string; readonly column: string | null; readonly reason: string }[] = [];
  const values = columns.map(({ name, type, byDefault }) => {
    const source = given.get(name);
    if (source === undefined) return `cast(${byDefault ?? 'null'} as ${type}) as ${quote(name)}`;
    const value = castOf(`starling_${source.at}`, source.type);
    const { cast, fits } = source.exact ? judgedCast(value, source.type, source.declared) : looseCast(value, source);
    if (fits !== null)
      faults.push({
        when: `not coalesce(${fits}, false)`,
        column: name,
        reason: `'“' || left(cast(${value} as varchar), 60) || '” would not stay as it is as ' || ${literal(source.declared)}`,
      });
    return `${cast} as ${quote(name)}`;
  });
  for (const each of constraints) {
    if (each.kind === 'required')
      faults.push({
        when: `${quote(each.column)} is null`,
        column: each.column,
        reason: literal(`It has no ${each.column}`),
      });
    if (each.kind === 'check')
      faults.push({
        when: `not (${each.expression})`,
        column: null,
        reason: literal(`It breaks the check ${each.expression}`),
      });
  }
  const cases = (pick: (fault: (typeof faults)[number]) => string): string =>
    faults.length === 0
      ? 'cast(null as varchar)'
      : `case ${faults.map((each) => `when ${each.when} then ${pick(each)}`).join(' ')} end`;
  return `select *, ${cases(({ column }) => (column === null ? 'null' : literal(column)))}::varchar as starling_column,
    ${cases(({ reason }) => reason)}::varchar as starling_reason
    from (select ${[...values, 'starling_row', ...types(table)].join(', ')} from ${stage})`;
}

/** A column of a schema may round; what is none of its values at all does not fit. */
function looseCast(value: string, { declared }: WriteColumn): { readonly cast: string; readonly fits: string } {
  const cast = `try_cast(${value} as ${declared})`;
  return { cast, fits: `${cast} is not null or ${value} is null` };
}

/** The columns of the stage come along: misfits are told by what was given. */
function types(table: WriteTable): readonly string[] {
  return table.columns.map((_, at) => `starling_${at}`);
}

function refuseRepeated({ name }: WriteTable, { columns }: Extract<DuckdbConstraint, { kind: 'unique' }>): string {
  const keys = columns.map(quote);
  const whole = keys.map((key) => `n.${key} is not null`).join(' and ');
  const same = keys.map((key) => `o.${key} = n.${key}`).join(' and ');
  return `update ${judged} set starling_column = ${literal(columns.join(', '))},
    starling_reason = ${literal(`There is another row with this ${columns.join(', ')}`)}
    where starling_row in (
      select starling_row from ${judged} n where starling_reason is null and ${whole}
        and exists (select 1 from main.${quote(name)} o where ${same})
      union all
      select starling_row from (select starling_row, row_number() over (partition by ${keys.join(', ')} order by starling_row) as nth
        from ${judged} n where starling_reason is null and ${whole}) where nth > 1)`;
}

function refuseUnrelated({ name }: WriteTable, given: Extract<DuckdbConstraint, { kind: 'foreign' }>): string {
  const { columns, table, references } = given;
  const whole = columns.map((key) => `n.${quote(key)} is not null`).join(' and ');
  const same = (from: string) =>
    `exists (select 1 from ${from} o where ${columns.map((key, at) => `o.${quote(references[at] as string)} = n.${quote(key)}`).join(' and ')})`;
  const found = table === name ? `${same(`main.${quote(table)}`)} or ${same(judged)}` : same(`main.${quote(table)}`);
  return `update ${judged} set starling_column = ${literal(columns.join(', '))},
    starling_reason = ${literal(`${table} has no row that it refers to`)}
    where starling_row in (select starling_row from ${judged} n where starling_reason is null and ${whole} and not (${found}))`;
}
