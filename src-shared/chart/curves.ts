import type { DrawnLine } from '../model/drawn-chart.ts';
import { areaItems, bandItems } from './bands.ts';
import { type DrawItem, type Place, perPoint, type Stroke } from './drawing.ts';
import type { Sheet } from './layout.ts';
import { placeIn } from './layout-place.ts';
import { barItems, cloudItems } from './marks.ts';
import { onGround } from './palette.ts';
import type { Picture, PictureLine } from './picture.ts';
import { piecesOf } from './pieces.ts';

/** The lines, their bands and those they were smoothed from faint behind all of them, and dots for points that no line reaches. */
export function curveItems(sheet: Sheet, chart: Picture): readonly DrawItem[] {
  const { lines, marks } = chart;
  if (marks === 'bars') return barItems(sheet, chart);
  if (marks === 'points') return cloudItems(sheet, chart);
  const behind = lines.flatMap((line) => (line.behind === undefined ? [] : strokes(sheet, line, line.behind, 0.3)));
  const bands = lines.flatMap((line) => bandItems(sheet, line));
  const areas = lines.flatMap((line) => areaItems(sheet, line));
  const drawn = lines.filter((line) => line.areas === undefined);
  return [...bands, ...areas, ...behind, ...drawn.flatMap((line) => strokes(sheet, line, line.points, 1))];
}

function strokes(sheet: Sheet, line: PictureLine, points: DrawnLine['points'], opacity: number): readonly Stroke[] {
  const pieces = piecesOf(points, line.longestGap).map((piece) => tidy(piece.map((point) => placeIn(sheet, point))));
  const { plot, theme } = sheet;
  const colour = onGround(line.style.colour, theme.scheme);
  const width = theme.line * perPoint * (opacity < 1 ? 0.7 : 1);
  const base = { kind: 'stroke', colour, opacity, clip: plot, label: line.label } as const;
  const { bars, band, longestGap } = line;
  const own = bars === undefined && band === undefined && longestGap === Number.POSITIVE_INFINITY;
  const marked = own && points.length <= fewPoints;
  const dots = marked
    ? pieces.flatMap((piece) => piece.map((place) => [place]))
    : pieces.filter(({ length }) => length === 1);
  const paths = pieces.filter((piece) => piece.length > 1);
  const dash = line.style.dash.map((length) => Math.round(length * 0.6 * perPoint));
  return [
    ...(paths.length === 0 ? [] : [{ ...base, paths, width, dash }]),
    ...(dots.length === 0 ? [] : [{ ...base, paths: dots, width: 2.2 * width, dash: [] }]),
  ];
}

/** Of lines over episodes, whose points are worth a mark each. */
const fewPoints = 60;

/**
 * The same picture with fewer places: of those above each other the first, the lowest, the highest and the last are
 * enough, and none twice in a row.
 */
function tidy(places: readonly Place[]): readonly Place[] {
  const kept: Place[] = [];
  for (let from = 0; from < places.length; ) {
    const [x] = places[from] as Place;
    let to = from + 1;
    while (to < places.length && places[to]?.[0] === x) to += 1;
    for (const place of column(places, from, to)) {
      const last = kept.at(-1);
      if (last === undefined || last[0] !== place[0] || last[1] !== place[1]) kept.push(place);
    }
    from = to;
  }
  return kept;
}

/** The four of the places `from` to `to − 1` in their order. */
function column(places: readonly Place[], from: number, to: number): readonly Place[] {
  if (to - from <= 4) return places.slice(from, to);
  let [low, high] = [from, from];
  for (let at = from; at < to; at++) {
    if ((places[at] as Place)[1] < (places[low] as Place)[1]) low = at;
    if ((places[at] as Place)[1] > (places[high] as Place)[1]) high = at;
  }
  return [...new Set([from, Math.min(low, high), Math.max(low, high), to - 1])].map((at) => places[at] as Place);
}
