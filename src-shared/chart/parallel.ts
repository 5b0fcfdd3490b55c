import { leavesOf } from '../compare/leaves.ts';
import { type Cell, cellNumber } from '../model/cell.ts';
import { cellToText } from '../model/cell-text.ts';
import type { RollUps } from '../model/experiment.ts';
import type { AnswerColumn, Page } from '../model/page.ts';
import { inOrder } from './in-order.ts';
import { unitText } from './unit.ts';

/** An axis of parallel coordinates: numbers from `low` to `high`, or names one above the other. */
export interface ParallelAxis {
  readonly name: string;
  readonly title: string;
  readonly low: number;
  readonly high: number;
  /** What the whole numbers from 0 stand for, of an axis of names. */
  readonly names: readonly string[] | null;
}

/** A session or episode: where it crosses each axis; `null` where nothing is known. */
export interface ParallelRow {
  readonly id: string;
  readonly label: string;
  readonly places: readonly (number | null)[];
}

export interface Parallel {
  readonly axes: readonly ParallelAxis[];
  readonly rows: readonly ParallelRow[];
  /** Whether there are more than these. */
  readonly more: boolean;
  /** Titles of chosen measures that have no axis: they are the same of all, or known of none. */
  readonly without: readonly string[];
}

/** A measure as an outcome: its value of each session or episode that has a finite one. */
export interface Outcome {
  readonly id: string;
  readonly title: string;
  readonly unit: string | null;
  readonly values: ReadonlyMap<string, number>;
}

/** More names than this on an axis cannot be read. */
const MOST_NAMES = 24;

/** What the lists say of sessions or episodes, what their rows come to, and chosen measures: whatever is not the same of all. */
export function parallelOf(page: Page, rollUps: RollUps, chosen: readonly Outcome[] = []): Parallel {
  const at = (name: string) => page.columns.findIndex((column) => column.name === name);
  const ids = page.rows.map((row) => textOf(row[at('id')]));
  const facts = page.columns.flatMap((column, index) =>
    byLeaf(
      column,
      page.rows.map((row) => row[index] ?? null),
    ),
  );
  const outcomes = rollUps.columns.map((column, index) => ({
    column,
    values: ids.map((id) => rollUps.rows[id]?.[index] ?? null),
  }));
  const measured = chosen.map(({ id, title, unit, values }) =>
    axisOf(
      { name: `measure ${id}`, title, unit, kind: 'float' },
      ids.map((each) => values.get(each) ?? null),
    ),
  );
  const listed = [...facts, ...outcomes].flatMap(({ column, values }) => {
    if (['id', 'label', 'session'].includes(column.name)) return [];
    return axisOf(column, values) ?? [];
  });
  const found = [...listed.filter((each) => !measured.some((other) => isSame(each, other))), ...measured].filter(
    (each) => each !== undefined,
  );
  return {
    more: page.more,
    without: chosen.filter((_, index) => measured[index] === undefined).map(({ title }) => title),
    axes: found.map(({ axis }) => axis),
    rows: ids.map((id, row) => ({
      id,
      label: textOf(page.rows[row]?.[at('label')]),
      places: found.map(({ places }) => places[row] ?? null),
    })),
  };
}

interface Fact {
  readonly column: AnswerColumn;
  readonly values: readonly Cell[];
}

/** A configuration kept as JSON is a parameter for each of its leaves. */
function byLeaf(column: AnswerColumn, values: readonly Cell[]): readonly Fact[] {
  const leaves = values.map((cell) => new Map(leavesOf(cell)));
  const paths = new Set(leaves.flatMap((own) => [...own.keys()]));
  if (paths.size === 0) return [{ column, values }];
  return [...paths].map((path) => {
    const own = leaves.map((each) => each.get(path) ?? null);
    const kind = own.every((value) => value === null || typeof value === 'number') ? 'float' : 'text';
    return { column: { ...column, name: `${column.name}.${path}`, title: path, kind, unit: null }, values: own };
  });
}

/** Values that adding up in another order sets apart are alike. */
const ALIKE = 1e-9;

/** Whether a list says what a chosen measure says. */
function isSame({ places }: PlacedAxis, other: PlacedAxis | undefined): boolean {
  return (
    other?.places.every((place, at) => {
      const own = places[at] ?? null;
      if (place === null || own === null) return place === own;
      return Math.abs(place - own) <= ALIKE * Math.max(Math.abs(place), Math.abs(own));
    }) ?? false
  );
}

type Named = Pick<AnswerColumn, 'name' | 'title' | 'kind' | 'unit'>;

interface PlacedAxis {
  readonly axis: ParallelAxis;
  readonly places: readonly (number | null)[];
}

/** `undefined` for what is the same of all, or different of each without being a number. */
function axisOf({ name, title, kind, unit }: Named, cells: readonly Cell[]): PlacedAxis | undefined {
  const full = unit === null ? title : `${title} (${unitText(unit)})`;
  if (['integer', 'float', 'decimal'].includes(kind)) {
    const places = cells.map((cell) => finiteOf(cell));
    const known = places.filter((place) => place !== null);
    const [low, high] = [Math.min(...known), Math.max(...known)];
    return low < high ? { axis: { name, title: full, low, high, names: null }, places } : undefined;
  }
  const texts = cells.map((cell) => (cell === null ? null : cellToText(cell)));
  const names = inOrder(texts.filter((text) => text !== null));
  if (names.length < 2 || names.length > MOST_NAMES || names.length === cells.length) return undefined;
  const places = texts.map((text) => (text === null ? null : names.indexOf(text)));
  return { axis: { name, title: full, low: 0, high: names.length - 1, names }, places };
}

function finiteOf(cell: Cell): number | null {
  const value = cellNumber(cell);
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function textOf(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : cellToText(cell);
}
