import { type Matrix, pairsOf } from './flow-matrix.ts';
import { dataStyle } from './palette.ts';
import type { Picture, PictureLine } from './picture.ts';
import type { ChartRequest } from './request.ts';
import { styledLines, writtenOn } from './styled.ts';

/** What is said of those of whom nothing was known before. */
export const INITIAL = 'initial';
const UNKNOWN = { colour: '#737d88', dash: [] };

/** Moves from place to place as bands: a line for each pair of places, of one point that says how many. */
export function describeFlow(request: ChartRequest, matrix: Matrix, hours: readonly [number, number]): Picture {
  const named = matrix.from.filter((name) => name !== null);
  const all = pairsOf(matrix).map(({ from, to, sum }): PictureLine => {
    return {
      ...{ id: JSON.stringify([from, to]), label: `${from ?? INITIAL} → ${to}`, method: 'rows', notFinite: 0 },
      style: from === null ? UNKNOWN : dataStyle(named.indexOf(from), 'light'),
      ...{ points: [[0, sum.count]], rows: sum.count, longestGap: Number.POSITIVE_INFINITY },
    };
  });
  const whole = hours[0] === 0 && hours[1] === 24;
  return {
    title: whole ? 'Transitions' : `Transitions from ${hours[0]}:00 to ${hours[1]}:00`,
    x: { title: '', unit: null, from: 0, to: 1, scale: 'whole' },
    y: { title: 'Transitions', unit: null, from: 0, to: matrix.most, scale: 'linear' },
    lines: styledLines(all, request.lines),
    ...{ flow: matrix, smoothing: null, sources: [] },
    ...writtenOn(request),
  };
}
