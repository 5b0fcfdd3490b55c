import type { Mark } from './marks.ts';

export type Point = readonly [x: number, y: number];

/** Agents whose marks lie inside a closed line (even–odd rule). */
export function agentsInside(
  marks: readonly Pick<Mark, 'agent' | 'x' | 'y'>[],
  line: readonly Point[],
): readonly number[] {
  return line.length < 3 ? [] : marks.filter(({ x, y }) => isInside([x, y], line)).map(({ agent }) => agent);
}

function isInside([x, y]: Point, line: readonly Point[]): boolean {
  let inside = false;
  line.forEach(([x1, y1], index) => {
    const [x2, y2] = line[(index + 1) % line.length]!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}
