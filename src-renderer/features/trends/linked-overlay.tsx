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
  /** A drag over more than a few pixels; with Shift it is a box, which says what of y is meant too. */
  onZoom(from: number, to: number, y?: readonly [low: number, high: number]): void;
  /** A double click: back to everything. */
  onWhole(): void;
}

/** How far from a point one may point at it, in pixels. */
const REACH = 24;

/** The crosshair of all charts, the point under the pointer, click to open it, drag to zoom. Lies inside a Recharts chart. */
export function LinkedOverlay(props: LinkedOverlayProps): ReactNode {
  const { lines, from, to, crosshair, onPoint, onPick, onMark, onZoom, onWhole } = props;
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const yInverse = useYAxisInverseScale();
  const start = useRef<Start>(undefined);
  const [brush, setBrush] = useState<Box>();
  const [marked, setMarked] = useState<readonly [number, number]>();
  if (!area || !xScale || !yScale || area.width <= 0) return null;
  const toPixels = ([x, y]: Point) => [Number(xScale(x)) - area.x, Number(yScale(y)) - area.y] as const;
  const toX = (pixels: number) => from + (pixels / area.width) * (to - from);
  const place = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: within(event.clientX - box.left, area.width), y: within(event.clientY - box.top, area.height) };
  };
  const under = (event: PointerEvent<SVGRectElement>): Pointed | undefined => {
    const at = place(event);
    const found = nearestPoint(lines, at, toPixels, REACH, [toX(at.x - REACH), toX(at.x + REACH)]);
    const line = found && lines.find(({ id }) => id === found.id);
    return line && { line, at: line.points.indexOf(found.point) };
  };
  const show = (found: Pointed | undefined) => {
    setMarked(found && toPixels(found.line.points[found.at]!));
    onPoint(found);
  };
  const toY = (pixels: number) => Number(yInverse?.(pixels + area.y));
  const onPointerMove = (event: PointerEvent<SVGRectElement>) => {
    const at = place(event);
    crosshair.set(toX(at.x));
    const drawn = boxOf(start.current, at, area.height);
    if (drawn === undefined) show(under(event));
    else setBrush(drawn);
  };
  const onPointerUp = (event: PointerEvent<SVGRectElement>) => {
    const at = place(event);
    if (event.button === 2) onMark(toX(at.x), toY(at.y));
    const drawn = boxOf(start.current, at, area.height);
    const found = drawn === undefined ? under(event) : undefined;
    if (drawn !== undefined) {
      const { x, y, width, height } = drawn;
      onZoom(toX(x), toX(x + width), start.current?.boxed ? [toY(y + height), toY(y)] : undefined);
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
      {brush && <rect className={chartClasses.brush} {...brush} />}
      {marked && !brush && <circle className={classes.marked} cx={marked[0]} cy={marked[1]} r={5} />}
      <rect
        ref={listening(onWhole)}
        className={chartClasses.catcher}
        style={marked && { cursor: 'pointer' }}
        width={area.width}
        height={area.height}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = { ...place(event), boxed: event.shiftKey };
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

/** The other button puts something there, and has no menu; a double click leads back. */
const listening = (onWhole: () => void) => (place: SVGRectElement | null) => {
  place?.addEventListener('contextmenu', preventDefault);
  place?.addEventListener('dblclick', onWhole);
  return () => {
    place?.removeEventListener('contextmenu', preventDefault);
    place?.removeEventListener('dblclick', onWhole);
  };
};

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

const preventDefault = (event: Event): void => event.preventDefault();

/** Where a press began, and whether it draws a box. */
interface Start {
  readonly x: number;
  readonly y: number;
  readonly boxed: boolean;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels that a press has to be moved to be meant. */
const MEANT = 4;

/** What a drag reaches over: the whole height, unless it draws a box; `undefined` where it is not meant. */
function boxOf(start: Start | undefined, at: Omit<Start, 'boxed'>, height: number): Box | undefined {
  if (start === undefined) return undefined;
  const [width, tall] = [Math.abs(at.x - start.x), Math.abs(at.y - start.y)];
  if (width <= MEANT || (start.boxed && tall <= MEANT)) return undefined;
  const x = Math.min(at.x, start.x);
  return start.boxed ? { x, width, y: Math.min(at.y, start.y), height: tall } : { x, width, y: 0, height };
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
