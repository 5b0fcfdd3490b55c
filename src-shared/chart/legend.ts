import type { DrawnLine } from '../model/drawn-chart.ts';
import { label } from './axes.ts';
import { areaStrength } from './bands.ts';
import { type DrawItem, type Place, perPoint, type TextMeasure } from './drawing.ts';
import type { Sheet } from './layout.ts';
import { onGround } from './palette.ts';
import type { Picture, PictureLine } from './picture.ts';
import { shortened } from './shortened.ts';

interface Entry {
  readonly line: PictureLine;
  readonly text: string;
  readonly x: number;
  readonly row: number;
}

export interface Legend {
  readonly entries: readonly Entry[];
  /** Sentences below the entries. */
  readonly notes: readonly string[];
  readonly rows: number;
  readonly height: number;
}

interface Room {
  readonly measure: TextMeasure;
  readonly text: number;
  readonly width: number;
  readonly height: number;
}

const swatch = 12 * perPoint;
const space = 3 * perPoint;
const between = 9 * perPoint;
const rowHeight = 1.35;

/** Which line is which, in rows from the left; how many more there are when they are too many, and how they were smoothed. */
export function legendOf(chart: Picture, { measure, text, width, height }: Room): Legend {
  const { lines: all, smoothing, remark, y, axes } = chart;
  // The one line that is called as its axis needs no other name.
  const named = all.length === 1 && all[0]?.label === y.title;
  const lines = named || (axes !== undefined && all.length > MOST_CROSSING) ? [] : all;
  const most = Math.max(1, Math.floor(height / (text * rowHeight)));
  const entries: Entry[] = [];
  let [x, row] = [0, 0];
  for (const line of lines) {
    const words = shortened(line.label, width - swatch - space, (part) => measure(part, text));
    const wide = swatch + space + measure(words, text);
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    if (row >= most) break;
    entries.push({ line, text: words, x, row });
    x += wide + between;
  }
  const left = lines.length - entries.length;
  const notes = [
    ...(left > 0 ? [`and ${left} more ${left === 1 ? 'line' : 'lines'}`] : []),
    ...(remark === undefined ? [] : [remark]),
    ...(smoothing === null ? [] : [`${smoothing}${all.some(isSmoothed) ? '; faint: as recorded' : ''}`]),
  ].flatMap((note) => wrapped(note, width, (part) => measure(part, text)));
  const rows = (entries.at(-1)?.row ?? -1) + 1 + notes.length;
  return { entries, notes, rows, height: rows * text * rowHeight };
}

/** More lines across many axes than this cannot be followed by their colours. */
const MOST_CROSSING = 12;

const isSmoothed = ({ behind }: DrawnLine): boolean => behind !== undefined;

export function legendItems(sheet: Sheet, { entries, notes, rows }: Legend, top: number): readonly DrawItem[] {
  const { plot, text, theme } = sheet;
  const base = (row: number) => top + text * rowHeight * row + text;
  const items = entries.flatMap(({ line, text: words, x, row }): readonly DrawItem[] => {
    const [from, at] = [Math.round(plot.x + x), Math.round(base(row) - text * 0.33)];
    const path: readonly Place[] = [
      [from, at],
      [Math.round(from + swatch), at],
    ];
    const dash = line.style.dash.map((length) => Math.round(length * 0.6 * perPoint));
    const width = theme.line * perPoint * 1.3;
    const colour = onGround(line.style.colour, theme.scheme);
    const isArea = line.areas !== undefined;
    const [high, low] = [Math.round(at - text * 0.3), Math.round(at + text * 0.3)];
    const box: readonly Place[] = path.flatMap(([across], end) =>
      end === 0
        ? [
            [across, low],
            [across, high],
          ]
        : [
            [across, high],
            [across, low],
          ],
    );
    return [
      isArea
        ? { kind: 'fill', path: box, colour, opacity: areaStrength[theme.scheme] }
        : { kind: 'stroke', paths: [path], colour, width, dash, opacity: 1 },
      label(sheet, from + swatch + space, base(row), words, 'start'),
    ];
  });
  const first = rows - notes.length;
  return [...items, ...notes.map((words, at) => label(sheet, plot.x, base(first + at), words, 'start'))];
}

/** A sentence in as many lines as it takes. */
function wrapped(text: string, width: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
