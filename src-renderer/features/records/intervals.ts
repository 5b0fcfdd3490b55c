import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { Intervals } from '#shared/model/lens.ts';
import { naturally } from '#shared/model/naturally.ts';
import type { Page } from '#shared/model/page.ts';

/** Stretches of time as they are drawn: panels with an axis each, in them lanes, in them a row for each kind. */
export interface IntervalPanel {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly kinds: readonly string[];
  readonly lanes: readonly { readonly label: string; readonly stretches: readonly IntervalStretch[] }[];
}

export interface IntervalStretch {
  readonly key: string;
  readonly kind: string;
  readonly from: number;
  /** `null` where the end was not recorded. */
  readonly to: number | null;
}

export interface IntervalPicture {
  readonly panels: readonly IntervalPanel[];
  /** Of all panels, so that a kind has one colour. */
  readonly kinds: readonly string[];
  /** Whether the end of any of them was not recorded. */
  readonly open: boolean;
  /** Rows without a start, which cannot be drawn. */
  readonly without: number;
}

/** `null` where the page lacks the columns. */
export function picture({ columns, rows, keys }: Page, names: Intervals): IntervalPicture | null {
  const place = (named: string | undefined) => columns.findIndex(({ name }) => name === named);
  const [from, to, lane, kind] = [names.from, names.to, names.lane, names.kind].map(place) as [
    number,
    number,
    number,
    number,
  ];
  if ([from, to, lane, kind].includes(-1)) return null;
  const [panel, length] = [place(names.panel), place(names.length)];
  const read = rows.flatMap((row, index) => {
    const starts = finite(row[from]);
    if (starts === null) return [];
    const stretch: IntervalStretch = {
      ...{ key: keys[index] ?? String(index), kind: textOf(row[kind]) },
      ...{ from: starts, to: finite(row[to]) },
    };
    const ends = Math.max(stretch.from, stretch.to ?? stretch.from, finite(row[length]) ?? 0);
    return [{ stretch, ends, lane: textOf(row[lane]), panel: panel < 0 ? '' : textOf(row[panel]) }];
  });
  const panels = [...Map.groupBy(read, (each) => each.panel)].map(([title, own]): IntervalPanel => {
    const first = Math.min(0, ...own.map(({ stretch }) => stretch.from));
    const last = Math.max(...own.map(({ ends }) => ends));
    return {
      ...{ title, from: first, to: last > first ? last : first + 1 },
      kinds: sorted(own.map(({ stretch }) => stretch.kind)),
      lanes: [...Map.groupBy(own, (each) => each.lane)]
        .toSorted(([one], [other]) => naturally(one, other))
        .map(([label, some]) => ({ label, stretches: some.map(({ stretch }) => stretch) })),
    };
  });
  return {
    panels: panels.toSorted((one, other) => naturally(one.title, other.title)),
    kinds: sorted(read.map(({ stretch }) => stretch.kind)),
    open: read.some(({ stretch }) => stretch.to === null),
    without: rows.length - read.length,
  };
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort(naturally);
}

function finite(cell: Cell | undefined): number | null {
  const number = cellNumber(cell ?? null);
  return number !== undefined && Number.isFinite(number) ? number : null;
}

const textOf = (cell: Cell | undefined): string => (cell === undefined || cell === null ? '–' : cellToText(cell));
