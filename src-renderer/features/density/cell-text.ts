import { formatCount, roundNumber } from '../../format/number.ts';
import { AXIS_NAMES } from '../trajectory/projection.ts';
import type { CellPlace } from './cell-cursor.ts';
import type { DensityCell } from './cells.ts';
import type { DensityPicture } from './picture.ts';

/** `x 10 … 20, z 0 … 10: 1 200 rows, 3.2 % · 40 s · mean velocity 1.5`. */
export function cellText(
  { across, along }: CellPlace,
  cell: DensityCell | undefined,
  { bin, axes, difference }: Pick<DensityPicture, 'bin' | 'axes' | 'difference'>,
  minimum: number,
): string {
  const span = (name: string, at: number) => `${name} ${roundNumber(at * bin)} … ${roundNumber((at + 1) * bin)}`;
  const place = `${span(AXIS_NAMES[axes.across], across)}, ${span(AXIS_NAMES[axes.along], along)}`;
  if (cell === undefined) return `${place}: ${minimum > 1 ? `fewer than ${formatCount(minimum)} rows` : 'no rows'}`;
  const share = `${difference && cell.share > 0 ? '+' : ''}${roundNumber(cell.share * 100, 3)} %`;
  if (difference) return `${place}: ${share}`;
  const speed = Math.hypot(...cell.velocity);
  return [
    `${place}: ${formatCount(cell.rows)} rows, ${share}`,
    ...(Number.isNaN(cell.seconds) ? [] : [`${roundNumber(cell.seconds, 3)} s`]),
    ...(Number.isNaN(speed) ? [] : [`mean velocity ${roundNumber(speed, 3)}`]),
  ].join(' · ');
}
