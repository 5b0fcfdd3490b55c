/**
 * One value of one cell, as it travels from the engine to the screen and to a file without losing anything.
 *
 * Plain JSON values stand for themselves: `null`, booleans, finite numbers that a double holds exactly, and short text.
 * Everything else is tagged, because JSON would change it. A scalar tag carries the engine's own canonical text.
 */
export type Cell = null | boolean | number | string | TaggedCell;

export type TaggedCell = ScalarCell | CutTextCell | BlobCell | ListCell | StructCell | MapCell | UnionCell;

/** Kinds of scalar whose exact value is their text. `float` is only used for NaN, ±Infinity and -0. */
export type ScalarKind =
  | 'int'
  | 'decimal'
  | 'float'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'timestamptz'
  | 'interval'
  | 'uuid'
  | 'enum'
  | 'bit'
  | 'json'
  | 'other';

export interface ScalarCell {
  readonly k: ScalarKind;
  /** Canonical text, e.g. `9007199254740993`, `2024-01-01 00:00:00.123456`, `NaN`. */
  readonly t: string;
}

/** Text (or JSON, or a nested value's text) too large to send whole; the rest is read on demand. */
export interface CutTextCell {
  readonly k: 'cut';
  readonly of: 'text' | 'json' | 'nested';
  /** The first characters. */
  readonly head: string;
  /** Whole length in characters. */
  readonly size: number;
}

export interface BlobCell {
  readonly k: 'blob';
  /** Whole length in bytes. */
  readonly size: number;
  /** The first bytes (all of them when `hex.length / 2 === size`), lower-case hexadecimal. */
  readonly hex: string;
}

export interface ListCell {
  readonly k: 'list';
  readonly items: readonly Cell[];
}

export interface StructCell {
  readonly k: 'struct';
  readonly fields: readonly (readonly [name: string, value: Cell])[];
}

export interface MapCell {
  readonly k: 'map';
  readonly entries: readonly (readonly [key: Cell, value: Cell])[];
}

export interface UnionCell {
  readonly k: 'union';
  readonly tag: string;
  readonly value: Cell;
}

export function isTagged(cell: Cell): cell is TaggedCell {
  return typeof cell === 'object' && cell !== null;
}

/** A double as a cell: itself when JSON keeps it, tagged when it is NaN, ±Infinity or -0. */
export function floatCell(value: number): Cell {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : { k: 'float', t: Object.is(value, -0) ? '-0' : String(value) };
}

/** An integer as a cell: a number within ±2⁵³, otherwise tagged text. */
export function intCell(value: bigint | number): Cell {
  return typeof value === 'number' || (value >= -MAX_SAFE && value <= MAX_SAFE)
    ? Number(value)
    : { k: 'int', t: value.toString() };
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The number a cell stands for, or `undefined` for anything that is no number (NULL, text, nested). May be NaN or ±∞. */
export function cellNumber(cell: Cell): number | undefined {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (isTagged(cell) && (cell.k === 'int' || cell.k === 'decimal' || cell.k === 'float')) return Number(cell.t);
  return undefined;
}
