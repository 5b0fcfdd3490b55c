import type { Relation, RelationColumn } from '../../queries/relation.ts';
import { tableRelation } from '../../queries/table-relation.ts';
import { name } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { idIs, idText } from '../binding/ids.ts';
import type { BoundRecords } from './bind-records.ts';

/** The records of one session or episode, or those of all, which then say whose they are. */
export function recordsRelation(lens: BoundLens, bound: BoundRecords, of: string | undefined): Relation {
  const { connection, dialect } = lens;
  const { place, from, parent, order } = bound;
  const { key, keyTypes } = tableRelation(connection, place.table);
  return {
    from,
    where: of === undefined ? [] : [idIs(parent, of, dialect)],
    columns: [...(of === undefined ? [parentColumn(lens, bound)] : []), ...columnsOf(bound)],
    key,
    keyTypes,
    order: order.map(({ by, descending }) => ({
      by: by.kind === 'text' ? dialect.naturalKey(by.sql) : by.sql,
      descending,
      nullable: by.column?.nullable !== false,
    })),
  };
}

function parentColumn({ lens, dialect }: BoundLens, { records, parent }: BoundRecords): RelationColumn {
  const word = lens[records.of]?.word[0] ?? records.of;
  const title = word.charAt(0).toUpperCase() + word.slice(1);
  return { name: records.of, title, type: 'text', kind: 'text', unit: null, value: idText(parent, dialect) };
}

function columnsOf({ columns, place: { table, alias }, parent }: BoundRecords): readonly RelationColumn[] {
  if (columns !== null) {
    return columns.map(({ name: fact, title, unit, value }) => ({
      ...{ name: fact, title, type: value.type, kind: value.kind, unit: unit ?? null },
      ...{ value: value.sql, nullable: value.column?.nullable !== false },
    }));
  }
  const hidden = new Set(parent.map(({ column }) => column?.name));
  return table.columns
    .filter((column) => !hidden.has(column.name))
    .map((column) => ({
      ...{ name: column.name, title: column.name, type: column.type, kind: column.kind, unit: null },
      ...{ value: name(alias, column.name), nullable: column.nullable },
    }));
}
