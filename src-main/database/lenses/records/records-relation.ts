import type { Relation, RelationColumn } from '../../queries/relation.ts';
import { tableRelation } from '../../queries/table-relation.ts';
import { name } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { idIs, idText } from '../binding/ids.ts';
import { labelOf } from '../levels/levels.ts';
import type { BoundRecords } from './bind-records.ts';

/** The records of one session or episode, or those of all, which then say whose they are. */
export function recordsRelation(lens: BoundLens, bound: BoundRecords, of: string | undefined): Relation {
  const { connection, dialect } = lens;
  const { place, from, parent, order } = bound;
  const { key, keyTypes } = tableRelation(connection, place.table);
  return {
    from,
    where: of === undefined ? [] : [idIs(parent, of, dialect)],
    columns: [...(of === undefined ? parentColumns(lens, bound) : []), ...columnsOf(bound)],
    key,
    keyTypes,
    order: order.map(({ by, descending }) => ({
      by: by.kind === 'text' ? dialect.naturalKey(by.sql) : by.sql,
      descending,
      nullable: by.column?.nullable !== false,
    })),
  };
}

/** Whose a record is: the id, and its label where there is more to it. */
function parentColumns(lens: BoundLens, { records, parent }: BoundRecords): readonly RelationColumn[] {
  const { dialect } = lens;
  const { of } = records;
  const word = lens.lens[of]?.word[0] ?? of;
  const title = word.charAt(0).toUpperCase() + word.slice(1);
  const column = { title, type: 'text', kind: 'text', unit: null } as const;
  const level = lens[of];
  const id = { ...column, name: of, value: idText(parent, dialect) };
  if (level === null || level.level.distinct) return [id];
  const label = labelOf(level, parent, dialect);
  return [id, { ...column, name: `${of}_label`, value: label, sortBy: dialect.naturalKey(label) }];
}

function columnsOf(bound: BoundRecords): readonly RelationColumn[] {
  const { first } = bound.records;
  const rank = ({ name: column }: RelationColumn) => (first.includes(column) ? first.indexOf(column) : first.length);
  return (factColumns(bound) ?? ownColumns(bound)).toSorted((a, b) => rank(a) - rank(b));
}

function factColumns({ columns }: BoundRecords): readonly RelationColumn[] | undefined {
  return columns?.map(({ name: fact, title, unit, value }) => ({
    ...{ name: fact, title, type: value.type, kind: value.kind, unit: unit ?? null },
    ...{ value: value.sql, nullable: value.column?.nullable !== false },
  }));
}

function ownColumns({ place: { table, alias }, parent }: BoundRecords): readonly RelationColumn[] {
  const hidden = new Set(parent.map(({ column }) => column?.name));
  return table.columns
    .filter((column) => !hidden.has(column.name))
    .map((column) => ({
      ...{ name: column.name, title: column.name, type: column.type, kind: column.kind, unit: null },
      ...{ value: name(alias, column.name), nullable: column.nullable },
    }));
}
