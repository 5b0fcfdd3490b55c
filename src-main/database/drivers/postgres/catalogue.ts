import type { Catalogue, ColumnInfo, ForeignKey, IndexInfo, TableInfo, TableKind } from '#shared/model/catalogue.ts';
import {
  catalogueSql,
  type RawColumns,
  type RawConstraint,
  type RawDetail,
  type RawIndex,
  type RawTable,
  type RawType,
} from './catalogue-sql.ts';
import type { RawRow } from './statement.ts';
import type { TypeBook } from './type-book.ts';
import { kindOf } from './types.ts';

const kinds: Readonly<Record<string, TableKind>> = {
  r: 'table',
  p: 'table',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
};

/** Reads what the database holds, in one statement, without touching a row. */
export async function readCatalogue(
  ask: (text: string) => Promise<readonly RawRow[]>,
  types: TypeBook,
): Promise<Catalogue> {
  const [row] = await ask(catalogueSql);
  const [tables, columns, names, details, constraints, indexes] = (row ?? []).map((text) =>
    text === null ? [] : JSON.parse(text),
  ) as [
    readonly RawTable[],
    readonly RawColumns[],
    readonly RawType[],
    readonly RawDetail[],
    readonly RawConstraint[],
    readonly RawIndex[],
  ];
  await types.know(names.map(({ type }) => type));
  const columnInfos = columnsBy(names, details, types);
  const columnsOf = new Map(columns.map((each) => [each.table, columnInfos(each)]));
  const constraintsOf = Map.groupBy(constraints, (constraint) => constraint.table);
  const indexesOf = Map.groupBy(indexes, (index) => index.table);
  return {
    tables: tables.map((table) => ({
      ...descriptionOf(table),
      columns: columnsOf.get(table.id) ?? [],
      ...keysOf(constraintsOf.get(table.id) ?? []),
      indexes: (indexesOf.get(table.id) ?? []).map(indexInfo),
    })),
  };
}

type Description = Omit<TableInfo, 'columns' | 'primaryKey' | 'uniques' | 'foreignKeys' | 'indexes'>;

function descriptionOf({ schema, name, kind, rows, comment, readable, rowId }: RawTable): Description {
  const problem =
    readable === 'none'
      ? 'You may not read this table. Ask the owner of the database to grant you SELECT on it.'
      : null;
  return { schema, name, kind: kinds[kind] ?? 'table', estimatedRows: rows, comment, problem, rowId };
}

/** Makes columns, in their order, of what is known of types and single columns. */
function columnsBy(
  names: readonly RawType[],
  details: readonly RawDetail[],
  types: TypeBook,
): (columns: RawColumns) => readonly ColumnInfo[] {
  const named = new Map(names.map((each) => [`${each.type} ${each.limit}`, typeOf(each, types)]));
  const detailed = new Map(details.map((each) => [`${each.table} ${each.number}`, each]));
  return (columns) => {
    const places = columns.numbers.map((number, at) => [number, at] as const).sort(([a], [b]) => a - b);
    return places.map(([number, at]) => {
      const detail = detailed.get(`${columns.table} ${number}`);
      return {
        name: columns.names[at]!,
        ...named.get(`${columns.types[at]} ${columns.limits[at]}`)!,
        nullable: columns.nullable[at]!,
        default: detail?.default ?? null,
        comment: detail?.comment ?? null,
        generated: detail?.generated ?? false,
      };
    });
  };
}

function typeOf({ type, name }: RawType, types: TypeBook): Pick<ColumnInfo, 'type' | 'kind'> {
  const known = types.find(type);
  return { type: name, kind: known === undefined ? 'other' : kindOf(known, types.find) };
}

function keysOf(constraints: readonly RawConstraint[]): Pick<TableInfo, 'primaryKey' | 'uniques' | 'foreignKeys'> {
  return {
    primaryKey: constraints.find(({ kind }) => kind === 'p')?.columns ?? [],
    uniques: constraints.filter(({ kind }) => kind === 'u').map(({ columns }) => columns),
    foreignKeys: constraints.flatMap(foreignKey),
  };
}

function foreignKey({ columns, schema, target, targetColumns }: RawConstraint): readonly ForeignKey[] {
  if (schema === null || target === null || targetColumns === null) return [];
  return [{ columns, references: { schema, name: target, columns: targetColumns } }];
}

function indexInfo({ name, columns, unique }: RawIndex): IndexInfo {
  return { name, columns, unique };
}
