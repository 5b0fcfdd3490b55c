import { expect, it } from 'vitest';
import type { TableInfo } from '#shared/model/catalogue.ts';
import { namesOf } from './editor-setup.ts';

it('offers schemas, tables and columns with their types', () => {
  const table = (schema: string, name: string): TableInfo => ({
    schema,
    name,
    kind: 'table',
    estimatedRows: null,
    comment: null,
    columns: [
      { name: 'x', type: 'DOUBLE', kind: 'float', nullable: true, default: null, comment: null, generated: false },
    ],
    primaryKey: [],
    uniques: [],
    foreignKeys: [],
    indexes: [],
    problem: null,
  });
  const column = { label: 'x', detail: 'DOUBLE', type: 'property' };
  expect(namesOf({ tables: [table('main', 'a'), table('main', 'b'), table('other', 'a')] })).toEqual({
    main: { a: [column], b: [column] },
    other: { a: [column] },
  });
});
