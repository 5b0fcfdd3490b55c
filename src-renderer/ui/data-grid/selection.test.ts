import { describe, expect, it } from 'vitest';
import { moveByKey, rangeOf, type Selection } from './selection.ts';

const bounds = { rows: 1000, columns: 5, page: 20 };
const at = (row: number, column: number): Selection => ({ cursor: { row, column }, anchor: { row, column } });
const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('moveByKey', () => {
  it.each([
    ['ArrowDown', {}, 11, 2],
    ['ArrowUp', {}, 9, 2],
    ['ArrowLeft', {}, 10, 1],
    ['ArrowRight', {}, 10, 3],
    ['PageDown', {}, 30, 2],
    ['PageUp', {}, 0, 2],
    ['Home', {}, 10, 0],
    ['End', {}, 10, 4],
    ['Home', { ctrlKey: true }, 0, 0],
    ['End', { metaKey: true }, 999, 4],
    ['ArrowDown', { ctrlKey: true }, 999, 2],
  ])('%s %j goes to row %i, column %i', (key, more, row, column) => {
    expect(moveByKey(at(10, 2), press(key, more), bounds)).toEqual(at(row, column));
  });

  it('begins at the first cell', () => {
    expect(moveByKey(undefined, press('ArrowDown'), bounds)).toEqual(at(0, 0));
    expect(moveByKey(undefined, press('End', { ctrlKey: true }), bounds)).toEqual(at(999, 4));
  });

  it('stretches a range with Shift and stops at the edges', () => {
    const stretched = moveByKey(at(998, 4), press('PageDown', { shiftKey: true }), bounds);
    expect(stretched).toEqual({ cursor: { row: 999, column: 4 }, anchor: { row: 998, column: 4 } });
    expect(rangeOf(stretched!)).toEqual({ top: 998, bottom: 999, left: 4, right: 4 });
  });

  it('leaves other keys, and empty lists, alone', () => {
    expect(moveByKey(at(0, 0), press('a'), bounds)).toBeUndefined();
    expect(moveByKey(at(0, 0), press('ArrowLeft', { altKey: true }), bounds)).toBeUndefined();
    expect(moveByKey(undefined, press('ArrowDown'), { ...bounds, rows: 0 })).toBeUndefined();
  });
});
