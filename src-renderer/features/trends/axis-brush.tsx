import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import type { ParallelAxis } from '#shared/chart/parallel.ts';
import type { Range } from '../../client/query-words.ts';
import { roundNumber } from '../../format/number.ts';
import { steppedBand } from './bands.ts';
import classes from './parallel.module.css';

interface AxisBrushProps {
  readonly axis: ParallelAxis;
  readonly x: number;
  /** Where the axis ends, in pixels from above: its highest value and its lowest. */
  readonly top: number;
  readonly bottom: number;
  readonly band: Range | undefined;
  onBand(band: Range | undefined): void;
}

/** How wide the place is where an axis is taken hold of, and what of a drag is a click, in pixels. */
const WIDTH = 22;
const CLICK = 3;

/** A part of an axis, dragged over it or moved by the arrow keys; a click or Escape lets go of it. */
export function AxisBrush(props: AxisBrushProps): ReactNode {
  const { axis, x, top, bottom, band, onBand } = props;
  const { title, low, high } = axis;
  const drag = useDrag(props);
  const pixelsOf = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const told = band === undefined ? 'all' : bandText(axis, band);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && band !== undefined) onBand(undefined);
    else if (event.key === 'ArrowUp') onBand(steppedBand(axis, band, 1, event.shiftKey));
    else if (event.key === 'ArrowDown') onBand(steppedBand(axis, band, -1, event.shiftKey));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <g>
      {band !== undefined && (
        <rect
          className={classes.band}
          x={x - 6}
          width={12}
          y={pixelsOf(band[1])}
          height={Math.max(2, pixelsOf(band[0]) - pixelsOf(band[1]))}
        />
      )}
      <rect
        className={classes.hold}
        role="slider"
        tabIndex={0}
        aria-label={`Limit ${title}`}
        aria-orientation="vertical"
        aria-valuemin={low}
        aria-valuemax={high}
        aria-valuenow={band?.[1] ?? high}
        aria-valuetext={told}
        x={x - WIDTH / 2}
        y={top}
        width={WIDTH}
        height={bottom - top}
        onKeyDown={onKeyDown}
        {...drag}
      >
        <title>{`${title}: ${told}. Drag to limit it, click to let go`}</title>
      </rect>
    </g>
  );
}

/** From where a pointer is pressed to where it is; no way at all lets go. */
function useDrag({ axis: { low, high }, top, bottom, onBand }: AxisBrushProps) {
  const start = useRef<number>(undefined);
  const valueAt = (pixels: number) => {
    const share = (bottom - Math.min(bottom, Math.max(top, pixels))) / (bottom - top);
    return low + share * (high - low);
  };
  const heightOf = ({ clientY, currentTarget }: PointerEvent<SVGRectElement>) =>
    clientY - (currentTarget.ownerSVGElement?.getBoundingClientRect().top ?? 0);
  const over = (event: PointerEvent<SVGRectElement>): Range | undefined => {
    const at = heightOf(event);
    if (start.current === undefined || Math.abs(at - start.current) < CLICK) return undefined;
    const [one, other] = [valueAt(start.current), valueAt(at)];
    return [Math.min(one, other), Math.max(one, other)];
  };
  return {
    onPointerDown: (event: PointerEvent<SVGRectElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = heightOf(event);
    },
    onPointerMove: (event: PointerEvent<SVGRectElement>) => {
      const next = over(event);
      if (next !== undefined) onBand(next);
    },
    onPointerUp: (event: PointerEvent<SVGRectElement>) => {
      if (start.current !== undefined && over(event) === undefined) onBand(undefined);
      start.current = undefined;
    },
    onPointerCancel: () => {
      start.current = undefined;
    },
  };
}

/** `0.001 to 0.01`, or the names from the lowest to the highest. */
function bandText({ names }: ParallelAxis, [from, to]: Range): string {
  if (names === null) return `${roundNumber(from, 4)} to ${roundNumber(to, 4)}`;
  return names.filter((_, at) => at >= from && at <= to).join(', ') || 'none';
}
