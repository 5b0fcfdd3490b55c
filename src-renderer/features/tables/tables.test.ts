import { describe, expect, it } from 'vitest';
import type { TableInfo } from '#shared/model/catalogue.ts';
import { cellViews } from '../../ui/cell-inspector/cell-views.ts';
import { foundTables } from './found-tables.ts';

function table(name: string, columns: readonly string[] = [], comment: string | null = null): TableInfo {
  return {
    schema: 'main',
    name,
    kind: 'table',
    estimatedRows: null,
    comment,
    columns: columns.map((column) => ({
      name: column,
      type: 'DOUBLE',
      kind: 'float',
      nullable: true,
      default: null,
      comment: null,
      generated: false,
    })),
    primaryKey: [],
    uniques: [],
    foreignKeys: [],
    indexes: [],
    problem: null,
  };
}

it('finds tables by name and comment first, then by column', () => {
  const tables = [table('steps', ['speed']), table('speeds'), table('other', [], 'how speed was measured'), table('x')];
  expect(foundTables(tables, 'Speed').map(({ name }) => name)).toEqual(['speeds', 'other', 'steps']);
  expect(foundTables(tables, ' ')).toBe(tables);
});

describe('cellViews', () => {
  const kinds = (cell: Parameters<typeof cellViews>[0]) => cellViews(cell).map(({ kind }) => kind);

  it('offers a tree for what has parts', () => {
    expect(kinds({ k: 'json', t: '{"a": 1}' })).toEqual(['tree', 'text']);
    expect(kinds({ k: 'list', items: [1, 2] })).toEqual(['tree', 'text']);
    expect(kinds('  [1, 2]')).toEqual(['tree', 'text']);
    expect(kinds('[not json')).toEqual(['text']);
    expect(kinds({ k: 'json', t: '17' })).toEqual(['text']);
  });

  it('offers bytes as an image or as text when they are', () => {
    expect(kinds({ k: 'blob', size: 4, hex: 'deadbeef' })).toEqual(['hex']);
    expect(kinds({ k: 'blob', size: 8, hex: '89504e470d0a1a0a' })).toEqual(['image', 'hex']);
    expect(kinds({ k: 'blob', size: 2, hex: '6869' })).toEqual(['hex', 'text']);
  });
});
