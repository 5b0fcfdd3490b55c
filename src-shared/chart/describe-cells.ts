import type { DrawnAnswer } from './cells-answer.ts';
import { yExtent } from './describe.ts';
import { dataStyle } from './palette.ts';
import type { Picture, PictureLine } from './picture.ts';
import type { ChartRequest } from './request.ts';
import { styledLines, writtenOn } from './styled.ts';

/** Room beside what is drawn, as a share of it. */
const MARGIN = 0.02;

/** A histogram, or a scatter of two measures, as a picture. */
export function describeCells(request: ChartRequest, answer: DrawnAnswer): Picture {
  const { measure, x: across, series, strengths, bars } = answer;
  const all = series.map(({ id, label, points, rows, notFinite, method }, at): PictureLine => {
    const looks = { style: dataStyle(at, 'light'), longestGap: Number.POSITIVE_INFINITY };
    const more = { strengths: strengths?.get(id), bars: bars?.get(id) };
    return { ...{ id, label, points, rows, notFinite, method }, ...looks, ...more };
  });
  const lines = styledLines(all, request.lines);
  // All lines of the answer, so that small charts beside each other have one axis.
  const x = request.x ?? xExtent(all);
  const [low, high] = yExtent(lines, 'linear');
  const histogram = bars !== undefined;
  const up = histogram ? SHARE : { title: measure.title, unit: measure.unit };
  return {
    title: histogram ? `How often ${measure.title} is how much` : `${measure.title} over ${across.title}`,
    x: { title: across.title, unit: across.unit, ...x, scale: 'number' },
    y: { ...up, ...(request.y ?? { from: low, to: high }), scale: 'linear' },
    marks: histogram ? 'line' : 'points',
    ...{ lines, smoothing: null, sources: [] },
    ...writtenOn(request),
  };
}

/** How high the bars of a histogram are. */
export const SHARE = { title: 'Share of values', unit: null } as const;

function xExtent(lines: readonly PictureLine[]): { readonly from: number; readonly to: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points } of lines) {
    for (const [at] of points) {
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
  }
  if (low > high) return { from: 0, to: 1 };
  const margin = low === high ? 1 : (high - low) * MARGIN;
  return { from: low - margin, to: high + margin };
}
