import type { DrawnAnswer } from './cells-answer.ts';
import { yExtent } from './describe.ts';
import { histogramEnds } from './histogram-ends.ts';
import { dataStyle } from './palette.ts';
import type { Picture, PictureLine } from './picture.ts';
import { xReach } from './reach.ts';
import type { ChartRequest } from './request.ts';
import { styledLines, writtenOn } from './styled.ts';

/** Room beside what is drawn, as a share of it. */
const MARGIN = 0.02;

/** A histogram, or a scatter of two measures, as a picture. */
export function describeCells(request: ChartRequest, answer: DrawnAnswer): Picture {
  const { measure, x: across, series, strengths, bars, scaled } = answer;
  const all = series.map(({ id, label, points, rows, notFinite, method }, at): PictureLine => {
    const looks = { style: dataStyle(at, 'light'), longestGap: Number.POSITIVE_INFINITY };
    const more = { strengths: strengths?.get(id), bars: bars?.get(id) };
    return { ...{ id, label, points, rows, notFinite, method }, ...looks, ...more };
  });
  const lines = styledLines(all, request.lines);
  // All lines of the answer, so that small charts beside each other have one axis.
  const x = request.x ?? roomFor(all);
  const [low, high] = yExtent(lines, 'linear');
  const histogram = bars !== undefined;
  const written = writtenOn(request);
  const shown = lines.map(({ id }) => id);
  const ends = histogramEnds(answer, shown);
  const up = histogram ? SHARE : { title: measure.title, unit: measure.unit };
  return {
    title: histogram ? `How often ${measure.title} is how much` : `${measure.title} over ${across.title}`,
    x: { title: across.title, unit: across.unit, ...x, scale: 'number', scaled },
    y: { ...up, ...(request.y ?? { from: low, to: high }), scale: 'linear' },
    marks: histogram ? 'line' : 'points',
    ...{ lines, smoothing: null, sources: [] },
    ...written,
    references: [...ends, ...written.references],
  };
}

/** How high the bars of a histogram are. */
export const SHARE = { title: 'Share of values', unit: null } as const;

/** With room on both sides. */
function roomFor(lines: readonly PictureLine[]): { readonly from: number; readonly to: number } {
  const reach = xReach(lines);
  if (reach === undefined) return { from: 0, to: 1 };
  const [low, high] = reach;
  const margin = low === high ? 1 : (high - low) * MARGIN;
  return { from: low - margin, to: high + margin };
}
