import type { Point } from '../model/m4.ts';

/** A line in pieces: a straight line over what is missing would claim what nobody saw. */
export function piecesOf(points: readonly Point[], longestGap: number): readonly (readonly Point[])[] {
  const pieces: Point[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    if (pieces.length === 0 || point[0] - before > longestGap) pieces.push([]);
    pieces.at(-1)?.push(point);
    before = point[0];
  }
  return pieces;
}
