import { describe, expect, it } from 'vitest';
import { arrangePiece, columnsIn, rowAt, thinPiece } from './piece.ts';

/** Two agents over frames 0…4; agent 1 misses frame 2. */
const columns = {
  time: Float64Array.of(0, 0, 1, 1, 2, 3, 3, 4, 4),
  agent: Int32Array.of(0, 1, 0, 1, 0, 0, 1, 0, 1),
  x: Float64Array.of(0, 10, 1, 11, 2, 3, 13, 4, 14),
  y: Float64Array.of(0, 0, 1, 1, 2, 3, 3, 4, 4),
};
const piece = arrangePiece(columns, 2, { from: 0, to: 5 });

describe('a piece', () => {
  it('lies by agent, then by time', () => {
    expect([...piece.starts]).toEqual([0, 5, 9]);
    expect([...piece.at[0]]).toEqual([0, 1, 2, 3, 4, 10, 11, 13, 14]);
    expect([...piece.frames]).toEqual([0, 1, 2, 3, 4]);
  });

  it('has no depth where there is none', () => {
    expect(piece.at[2].every(Number.isNaN)).toBe(true);
  });

  it('leaves out the frame of the next piece and agents nobody named', () => {
    const part = arrangePiece({ ...columns, agent: Int32Array.of(0, 1, 0, 1, 7, 0, 1, 0, 1) }, 2, { from: 1, to: 4 });
    expect([...part.time]).toEqual([1, 3, 1, 3]);
    expect([...part.frames]).toEqual([1, 2, 3]);
  });

  it('is the same from the rows of its range alone', () => {
    const range = { from: 1, to: 3.5 };
    const part = columnsIn(columns, range);
    expect([...part['time']!]).toEqual([1, 1, 2, 3, 3]);
    expect(arrangePiece(part, 2, range)).toEqual(arrangePiece(columns, 2, range));
    expect(columnsIn(columns, { from: 5, to: 9 })['time']).toHaveLength(0);
  });

  it('finds where an agent was last seen', () => {
    expect(piece.time[rowAt(piece, 1, 2)]).toBe(1);
    expect(piece.time[rowAt(piece, 1, 3)]).toBe(3);
    expect(rowAt(piece, 1, -1)).toBe(-1);
    expect(rowAt(piece, 5, 2)).toBe(-1);
  });

  it('says when a column is missing', () => {
    expect(() => arrangePiece({ time: columns.time }, 2, { from: 0, to: 5 })).toThrow(/without time, agent, x or y/);
  });
});

describe('a thinned piece', () => {
  it('keeps first and last of every agent', () => {
    const thin = thinPiece(piece, 3);
    expect([...thin.starts]).toEqual([0, 3, 5]);
    expect([...thin.time]).toEqual([0, 3, 4, 0, 4]);
  });
  it('is the piece itself when nothing is left out', () => expect(thinPiece(piece, 1)).toBe(piece));
});
