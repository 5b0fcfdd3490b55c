import type { ReactNode } from 'react';
import type { Series } from '#shared/model/experiment.ts';
import { sparkPath } from './spark-path.ts';

const WIDTH = 56;
const HEIGHT = 14;

/** How a value went, as small as a word. `scale` is the extent of all lines of the list, so that they compare. */
export function Sparkline({
  points,
  scale,
  colour,
}: {
  readonly points: Series['points'];
  readonly scale: readonly [number, number];
  readonly colour: string;
}): ReactNode {
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" style={{ marginLeft: 8, verticalAlign: '-2px' }}>
      <path d={sparkPath(points, scale, WIDTH, HEIGHT)} fill="none" stroke={colour} strokeWidth={1.25} />
    </svg>
  );
}
