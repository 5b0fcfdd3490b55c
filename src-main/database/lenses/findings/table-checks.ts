import { type Catalogue, findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { join, name, type Sql, sql } from '../../sql/sql.ts';
import { tableAs } from '../binding/compile.ts';
import { type Check, column } from './check.ts';

const group = 'Tables';

/** What the keys of tables promise and do not keep. */
export function tableChecks(catalogue: Catalogue, dialect: Dialect): readonly Check[] {
  const tables = catalogue.tables.filter(({ kind, problem }) => kind === 'table' && problem === null);
  return [...doubles(tables, dialect), ...dangling(catalogue, tables, dialect)];
}

/** A unique key takes any number of rows that are the same but for a NULL that is the same too. */
function doubles(tables: readonly TableInfo[], dialect: Dialect): readonly Check[] {
  const found = tables.flatMap((table) =>
    table.uniques
      .filter((key) => key.some((each) => findColumn(table, each)?.nullable))
      .map((key) => {
        const values = key.map((each) => name('t', each));
        const isNull = key.map((each) => sql`${name('t', each)} is null`);
        const texts = key.map((each) => sql`coalesce(${dialect.text(name('t', each))}, 'NULL')`);
        const groups = sql`select ${join(texts, " || ', ' || ")} as value, count(*) as found from ${tableAs(table, 't')}
          where ${join(isNull, ' or ')} group by ${join(values)} having count(*) > 1`;
        return sql`select ${text(table.name, dialect)} as table_name, ${text(key.join(', '), dialect)} as key_columns,
          g.value, g.found as rows from (${groups}) g`;
      }),
  );
  return found.length === 0
    ? []
    : [
        {
          ...{ id: 'null-doubles', group, parameters: [], order: ['-rows', 'table_name', 'value'] },
          title: 'Duplicates that NULLs let through',
          about: 'Rows that a unique key would keep from being there twice, were not one of its columns NULL',
          columns: [
            column('table_name', 'Table', 'text'),
            column('key_columns', 'Key', 'text'),
            column('value', 'Value', 'text'),
            column('rows', 'Rows', 'integer'),
          ],
          statement: () => join(found, ' union all '),
        },
      ];
}

/** References that the engine was not made to keep, or could not. */
function dangling(catalogue: Catalogue, tables: readonly TableInfo[], dialect: Dialect): readonly Check[] {
  const found = tables.flatMap((table) =>
    table.foreignKeys.flatMap(({ columns, references }): readonly Sql[] => {
      const target = catalogue.tables.find(
        (each) => each.schema === references.schema && each.name === references.name,
      );
      if (target === undefined || columns.some((each) => findColumn(table, each) === undefined)) return [];
      if (references.columns.some((each) => findColumn(target, each) === undefined)) return [];
      const given = columns.map((each) => sql`${name('t', each)} is not null`);
      const same = columns.map((each, at) => sql`${name('r', references.columns[at] ?? each)} = ${name('t', each)}`);
      const texts = columns.map((each) => dialect.text(name('t', each)));
      const groups = sql`select ${join(texts, " || ', ' || ")} as value, count(*) as found from ${tableAs(table, 't')}
        where ${join(given, ' and ')} and not exists (select 1 from ${tableAs(target, 'r')} where ${join(same, ' and ')})
        group by 1`;
      return [
        sql`select ${text(table.name, dialect)} as table_name, ${text(columns.join(', '), dialect)} as key_columns,
          ${text(target.name, dialect)} as target, g.value, g.found as rows from (${groups}) g`,
      ];
    }),
  );
  return found.length === 0
    ? []
    : [
        {
          ...{ id: 'dangling', group, parameters: [], order: ['-rows', 'table_name', 'value'] },
          title: 'References without a target',
          about: 'Foreign keys that point to a row that is not there',
          columns: [
            column('table_name', 'Table', 'text'),
            column('key_columns', 'Columns', 'text'),
            column('target', 'Should be in', 'text'),
            column('value', 'Value', 'text'),
            column('rows', 'Rows', 'integer'),
          ],
          statement: () => join(found, ' union all '),
        },
      ];
}

function text(value: string, dialect: Dialect): Sql {
  return dialect.text(sql`${value}`);
}
