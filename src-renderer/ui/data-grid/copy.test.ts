import { expect, it } from 'vitest';
import { copyText } from './copy.ts';
import type { GridColumn } from './grid-columns.ts';
import { memorySource } from './memory-source.ts';
import { type GridRow, plainView } from './row-source.ts';

const columns: readonly GridColumn[] = [
  { name: 'id', title: 'id', type: 'BIGINT', kind: 'integer', unit: null, at: 0 },
  { name: 'value', title: 'value', type: 'DOUBLE', kind: 'float', unit: null, at: 1 },
];
const rows = Array.from({ length: 12_000 }, (_, id) => [id, id === 7 ? null : id / 2]);
const valueAt = (row: GridRow, column: GridColumn) => row.cells[column.at ?? 0];
const signal = new AbortController().signal;

it('reads rows that are not in the window, all of them', async () => {
  const range = { top: 1, bottom: 11_998, left: 0, right: 1 };
  const job = {
    source: memorySource(['x'], columns, rows),
    view: plainView,
    range,
    columns,
    at: () => undefined,
    valueAt,
  };
  const lines = (await copyText(job, 'tsv', signal)).split('\n');
  expect(lines).toHaveLength(11_998);
  expect([lines[0], lines[6], lines.at(-1)]).toEqual(['1\t0.5', '7\t', '11998\t5999']);
});

it('copies one row as one object', async () => {
  const range = { top: 7, bottom: 7, left: 0, right: 1 };
  const job = {
    source: memorySource(['x'], columns, rows),
    view: plainView,
    range,
    columns,
    at: () => undefined,
    valueAt,
  };
  expect(JSON.parse(await copyText(job, 'json', signal))).toEqual({ id: 7, value: null });
});
