import { describe, expect, it } from 'vitest';
import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import type { Page } from '#shared/model/page.ts';
import { quietColumns } from './quiet-columns.ts';

const column = (name: string, kind: ColumnKind) => ({ name, title: name, type: '', kind, unit: null });
const long = 'sim-output/a-folder-with-a-long-name/and-a-file-with-another-one.parquet';

function page(rows: readonly (readonly Cell[])[], more = false): Page {
  const columns = [
    column('id', 'text'),
    column('label', 'text'),
    column('rollout', 'text'),
    column('file', 'text'),
    column('config', 'json'),
    column('frames', 'integer'),
  ];
  return { columns, rows, keys: [], more };
}

describe('quiet columns', () => {
  const row: readonly Cell[] = ['1', long, null, long, { k: 'json', t: '{}' }, 3000];
  it('are ids, documents, long texts and what no row has, but never the label', () => {
    expect(quietColumns(page([row, row]), [])).toEqual(['id', 'rollout', 'file', 'config']);
  });
  it('keep what a row further down may have', () => {
    expect(quietColumns(page([row], true), [])).not.toContain('rollout');
  });
  it('follow what the page knows', () => {
    expect(quietColumns(page([row]), ['frames'])).toContain('frames');
    expect(quietColumns(page([]), [])).toEqual(['id', 'config']);
  });
});
