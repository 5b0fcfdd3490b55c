import { dataStyle } from './palette.ts';
import type { Parallel, ParallelAxis } from './parallel.ts';
import type { Picture, PictureLine } from './picture.ts';
import type { ChartRequest } from './request.ts';
import { styledLines, writtenOn } from './styled.ts';

/** Parallel coordinates as a picture: x counts the axes, y is the share of the way up each. */
export function describeParallel(request: ChartRequest, { axes, rows, more }: Parallel): Picture {
  const all = rows.map(({ id, label, places }, at): PictureLine => {
    return {
      ...{ id, label, style: dataStyle(at, 'light'), method: 'rows', rows: 1, notFinite: 0 },
      points: pointsOf(places, axes),
      values: places.map((place, index) => (place === null ? null : (axes[index]?.names?.[place] ?? place))),
      longestGap: 1.5,
    };
  });
  return {
    title: 'Parallel coordinates',
    x: { title: '', unit: null, from: 0, to: Math.max(axes.length - 1, 1), scale: 'whole' },
    y: { title: '', unit: null, from: 0, to: 1, scale: 'linear' },
    lines: styledLines(all, request.lines),
    ...{ names: axes.map(({ title }) => title), axes, smoothing: null, sources: [] },
    ...(more && { remark: `The first ${rows.length}` }),
    ...writtenOn(request),
  };
}

function pointsOf(places: readonly (number | null)[], axes: readonly ParallelAxis[]): PictureLine['points'] {
  return places.flatMap((place, at) => {
    const axis = axes[at];
    if (place === null || axis === undefined) return [];
    return [[at, (place - axis.low) / (axis.high - axis.low)] as const];
  });
}
