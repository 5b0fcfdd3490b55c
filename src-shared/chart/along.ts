import type { Series, SeriesAnswer } from '../model/experiment.ts';
import type { Along } from '../model/workspace.ts';

export const asRecorded: Along = { scale: 1, offset: 0 };

export function isAsRecorded({ scale, offset }: Along): boolean {
  return scale === 1 && offset === 0;
}

/** x of the database for an x as drawn. */
export function alongInverse({ scale, offset }: Along, x: number): number {
  return (x - offset) / scale;
}

/** `frame × 0.04 + 10`. */
export function alongText(title: string, { scale, offset }: Along): string {
  const scaled = scale === 1 ? title : `${title} × ${scale}`;
  if (offset === 0) return scaled;
  return offset < 0 ? `${scaled} − ${-offset}` : `${scaled} + ${offset}`;
}

/** The answer with its x as it is drawn. A scale says nothing of what the unit becomes. */
export function answerAlong(answer: SeriesAnswer, along: Along): SeriesAnswer {
  if (isAsRecorded(along)) return answer;
  const { x, series } = answer;
  return {
    ...answer,
    x: { ...x, title: alongText(x.title, along), unit: along.scale === 1 ? x.unit : null },
    series: series.map((line) => seriesAlong(line, along)),
  };
}

function seriesAlong(line: Series, along: Along): Series {
  const { scale, offset } = along;
  const map = (points: Series['points']) => points.map(([x, y]) => [x * scale + offset, y] as const);
  const { first, per } = line.origin ?? { first: 0, per: 1 };
  return {
    ...line,
    points: map(line.points),
    ...(line.raw && { raw: map(line.raw) }),
    origin: { first: first - (offset / scale) * per, per: per / scale },
  };
}
