import { type PointerEvent, type ReactNode, useRef, useState, useSyncExternalStore } from 'react';
import { usePlotArea, useXAxisScale, useYAxisInverseScale, useYAxisScale } from 'recharts';
import chartClasses from '../series/chart.module.css';
import { nearestPoint, type Point } from '../series/lines.ts';
import type { Crosshair } from './crosshair.ts';
import type { TrendLine } from './trend-lines.ts';
import classes from './trends.module.css';

export interface Pointed {
  readonly line: TrendLine;
  readonly at: number;
}

interface LinkedOverlayProps {
  readonly lines: readonly TrendLine[];
  readonly from: number;
  readonly to: number;
  readonly crosshair: Crosshair;
  onPoint(pointed: Pointed | undefined): void;
  onPick(pointed: Pointed): void;
  /** A click of the other button: something is to be put there. */
  onMark(x: number, y: number): void;
  /** A drag over more than a few pixels. */
  onZoom(from: number, to: number): void;
}

/** How far from a point one may point at it, in pixels. */
const REACH = 24;

/** The crosshair of all charts, the point under the pointer, click to open it, drag to zoom. Lies inside a Recharts chart. */
export function LinkedOverlay(props: LinkedOverlayProps): ReactNode {
  const { lines, from, to, crosshair, onPoint, onPick, onMark, onZoom } = props;
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const yInverse = useYAxisInverseScale();
  const start = useRef<number>(undefined);
  const [brush, setBrush] = useState<readonly [number, number]>();
  const [marked, setMarked] = useState<readonly [number, number]>();
  if (!area || !xScale || !yScale || area.width <= 0) return null;
  const toPixels = ([x, y]: Point) => [Number(xScale(x)) - area.x, Number(yScale(y)) - area.y] as const;
  const toX = (pixels: number) => from + (pixels / area.width) * (to - from);
  const place = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: Math.min(Math.max(event.clientX - box.left, 0), area.width), y: event.clientY - box.top };
  };
  const under = (event: PointerEvent<SVGRectElement>): Pointed | undefined => {
    const found = nearestPoint(lines, place(event), toPixels, REACH);
    const line = found && lines.find(({ id }) => id === found.id);
    return line && { line, at: line.points.indexOf(found.point) };
  };
  const show = (found: Pointed | undefined) => {
    const point = found?.line.points[found.at];
    setMarked(point && toPixels(point));
    onPoint(found);
  };
  const isDrag = (x: number) => isFar(start.current, x);
  const onPointerMove = (event: PointerEvent<SVGRectElement>) => {
    const { x } = place(event);
    crosshair.set(toX(x));
    if (start.current !== undefined && isDrag(x)) setBrush([Math.min(start.current, x), Math.max(start.current, x)]);
    else show(under(event));
  };
  const onPointerUp = (event: PointerEvent<SVGRectElement>) => {
    const { x, y } = place(event);
    if (event.button === 2) onMark(toX(x), Number(yInverse?.(y + area.y)));
    const found = isDrag(x) ? undefined : under(event);
    if (start.current !== undefined && isDrag(x)) {
      onZoom(toX(Math.min(start.current, x)), toX(Math.max(start.current, x)));
    } else if (start.current !== undefined && found) onPick(found);
    stop();
  };
  const stop = () => {
    start.current = undefined;
    setBrush(undefined);
  };
  return (
    <g transform={`translate(${area.x} ${area.y})`}>
      <Hair crosshair={crosshair} from={from} to={to} width={area.width} height={area.height} />
      {brush && (
        <rect className={chartClasses.brush} x={brush[0]} width={brush[1] - brush[0]} y={0} height={area.height} />
      )}
      {marked && !brush && <circle className={classes.marked} cx={marked[0]} cy={marked[1]} r={5} />}
      <rect
        ref={withoutMenu}
        className={chartClasses.catcher}
        style={marked && { cursor: 'pointer' }}
        width={area.width}
        height={area.height}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = place(event).x;
        }}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={stop}
        onPointerLeave={() => {
          crosshair.set(Number.NaN);
          show(undefined);
        }}
      />
    </g>
  );
}

/** The other button puts something there. */
function withoutMenu(place: SVGRectElement | null): void {
  place?.addEventListener('contextmenu', preventDefault);
}

const preventDefault = (event: Event): void => event.preventDefault();

/** Whether a press was moved so far that it is meant. */
function isFar(start: number | undefined, x: number): boolean {
  return start !== undefined && Math.abs(x - start) > 4;
}

interface HairProps {
  readonly crosshair: Crosshair;
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
}

function Hair({ crosshair, from, to, width, height }: HairProps): ReactNode {
  const at = useSyncExternalStore(crosshair.subscribe, crosshair.time);
  if (!(at >= from && at <= to)) return null;
  const x = ((at - from) / (to - from)) * width;
  return <line className={chartClasses.pointed} x1={x} x2={x} y1={0} y2={height} />;
}
