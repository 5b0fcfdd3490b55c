import { label } from './axes.ts';
import { type DrawItem, type Place, perPoint, type Stroke, type TextMeasure } from './drawing.ts';
import type { Sheet } from './layout.ts';
import type { ParallelAxis } from './parallel.ts';
import { fitting, type Tick } from './scale.ts';

/** Rows of titles above the axes: neighbours stand in different ones. */
export const TITLE_ROWS = 2;

/** Room for the numbers beside the last axis. */
export function besideLast(axes: readonly ParallelAxis[], text: number, measure: TextMeasure): number {
  const last = axes.at(-1);
  return last === undefined ? 0 : Math.max(0, ...ticksOf(last).map((tick) => measure(tick.text, text))) + 4 * perPoint;
}

/** An axis from top to bottom for each, with its title above and what its values are beside it. */
export function parallelAxisItems(sheet: Sheet, axes: readonly ParallelAxis[]): readonly DrawItem[] {
  const { plot, theme, text, measure, x } = sheet;
  const bottom = plot.y + plot.height;
  const places = axes.map((_, at) => Math.round(plot.x + x.share(at) * plot.width));
  const apart = plot.width / Math.max(axes.length - 1, 1);
  const room = (share: number) => Math.max(apart * share - text * 0.6, text);
  const lines: Stroke = {
    ...{ kind: 'stroke', colour: theme.ink, width: theme.axis * perPoint, dash: [], opacity: 1 },
    paths: places.map((at): readonly Place[] => [
      [at, plot.y],
      [at, bottom],
    ]),
  };
  const words = axes.flatMap((axis, at): readonly DrawItem[] => {
    const [place, anchor] = [places[at] ?? 0, anchorOf(at, axes.length)];
    const wide = (name: string) => measure(name, text);
    // Those in the middle have room to both sides, up to the next of their row.
    const title = fitting(axis.title, room(anchor === 'middle' ? TITLE_ROWS : TITLE_ROWS - 0.5), wide);
    const above = plot.y - text * (at % TITLE_ROWS === 0 ? 1.9 : 0.6);
    return [
      label(sheet, place, above, title, anchor),
      ...ticksOf(axis).map((tick) => {
        const share = (tick.value - axis.low) / (axis.high - axis.low);
        const y = bottom - share * plot.height + text * (share > 0.98 ? 0.75 : share < 0.02 ? 0 : 0.35);
        return label(sheet, place + 3 * perPoint, y, fitting(tick.text, room(1), wide), 'start');
      }),
    ];
  });
  return [lines, ...words];
}

/** Titles stay inside the picture. */
function anchorOf(at: number, count: number): 'start' | 'middle' | 'end' {
  return at === 0 ? 'start' : at === count - 1 ? 'end' : 'middle';
}

/** All names, or the ends and the middle. */
function ticksOf({ low, high, names }: ParallelAxis): readonly Tick[] {
  if (names !== null) return names.map((text, value) => ({ value, text }));
  return [low, (low + high) / 2, high].map((value) => {
    return { value, text: String(Number(value.toPrecision(3))).replaceAll('-', '−') };
  });
}
