import { type DrawItem, type Place, perPoint } from './drawing.ts';
import type { Sheet } from './layout.ts';
import { onGround } from './palette.ts';
import type { Picture, PictureLine } from './picture.ts';

/** Steps of strength that the eye tells apart. */
const steps = 8;

/** Clouds of points: one item for each colour and strength. */
export function cloudItems(sheet: Sheet, { lines }: Picture): readonly DrawItem[] {
  const { plot, theme } = sheet;
  return lines.flatMap((line) => {
    const groups = Map.groupBy(line.points.keys(), (at) => stepOf(line, at));
    const colour = onGround(line.style.colour, theme.scheme);
    const width = (line.points.length > 2000 ? 1.6 : 3) * theme.line * perPoint;
    return [...groups]
      .toSorted(([one], [other]) => one - other)
      .map(([step, members]): DrawItem => {
        const paths = members.map((at) => [placeOf(sheet, line.points[at] ?? [0, 0])]);
        const opacity = line.strengths === undefined ? 0.8 : (step + 1) / steps;
        return { kind: 'stroke', paths, colour, width, dash: [], opacity, clip: plot, label: line.label };
      });
  });
}

function stepOf({ strengths }: PictureLine, at: number): number {
  return strengths === undefined ? 0 : Math.min(Math.floor((strengths[at] ?? 0) * steps), steps - 1);
}

/** Share of its place that a group of bars fills. */
const barShare = 0.8;

/** Bars from zero, those of one x beside each other; x counts their places. */
export function barItems(sheet: Sheet, { lines, x }: Picture): readonly DrawItem[] {
  const { plot, theme } = sheet;
  const band = plot.width / Math.max(x.to - x.from, 1);
  const width = (band * barShare) / Math.max(lines.length, 1);
  const floor = placeOf(sheet, [0, 0])[1];
  return lines.flatMap((line, at) =>
    line.points.map((point): DrawItem => {
      const [middle, top] = placeOf(sheet, point);
      const left = Math.round(middle - (band * barShare) / 2 + at * width);
      const right = Math.max(Math.round(left + width - (width > 12 ? 3 : 0)), left + 1);
      const path: readonly Place[] = [
        [left, floor],
        [left, top],
        [right, top],
        [right, floor],
      ];
      return { kind: 'fill', path, colour: onGround(line.style.colour, theme.scheme), opacity: 1, clip: plot };
    }),
  );
}

function placeOf({ plot, x, y }: Sheet, point: readonly [number, number]): Place {
  return [
    Math.round(plot.x + x.share(point[0]) * plot.width),
    Math.round(plot.y + (1 - y.share(point[1])) * plot.height),
  ];
}
