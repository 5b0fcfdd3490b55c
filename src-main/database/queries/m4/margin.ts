import type { PixelGrid } from '#shared/model/m4.ts';
import type { M4Question } from './input.ts';

/** Rows of a line in the range and its margins from which on a narrow margin is as good. */
const MANY = 100_000;

/**
 * How far beyond a range the first look for neighbours goes: a sixteenth of it, or another part; whole for a range of whole
 * numbers, so that an index over integers serves.
 */
export function marginOf({ from, to }: PixelGrid, part = 16): number {
  const margin = (to - from) / part;
  return Number.isInteger(from) && Number.isInteger(to) ? Math.ceil(margin) : margin;
}

/** With a narrow margin where so many rows lie in the range that some do in that: they need not be read twelve per cent more. */
export function narrowed(question: M4Question, rows: number, lines: number): M4Question {
  const isDense = question.range !== undefined && question.aggregate === undefined && rows >= MANY * lines;
  return isDense ? { ...question, margin: Math.min(question.margin, marginOf(question.grid, 256)) } : question;
}
