import { type PointerEvent, type ReactNode, useRef, useState, useSyncExternalStore } from 'react';
import { usePlotArea } from 'recharts';
import classes from './chart.module.css';

/** A moment that moves without the chart being drawn again. */
export interface Moment {
  subscribe(listener: () => void): () => void;
  /** A value of the x axis. */
  time(): number;
}

interface TimeOverlayProps {
  readonly from: number;
  readonly to: number;
  readonly moment: Moment;
  /** A click. */
  onSeek(x: number): void;
  /** A drag over more than a few pixels. */
  onZoom(from: number, to: number): void;
}

/** The line of the present moment, click to go there, drag to zoom. Lies inside a Recharts chart. */
export function TimeOverlay({ from, to, moment, onSeek, onZoom }: TimeOverlayProps): ReactNode {
  const area = usePlotArea();
  const start = useRef<number>(undefined);
  const [brush, setBrush] = useState<readonly [number, number]>();
  const [pointed, setPointed] = useState<number>();
  if (!area || area.width <= 0) return null;
  const inside = (event: PointerEvent<SVGRectElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left;
    return Math.min(Math.max(event.clientX - left, 0), area.width);
  };
  const toTime = (pixels: number) => from + (pixels / area.width) * (to - from);
  const isDrag = (pixels: number) => start.current !== undefined && Math.abs(pixels - start.current) > 4;
  const onPointerDown = (event: PointerEvent<SVGRectElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = inside(event);
  };
  const onPointerMove = (event: PointerEvent<SVGRectElement>) => {
    const at = inside(event);
    setPointed(at);
    if (start.current !== undefined && isDrag(at)) setBrush([Math.min(start.current, at), Math.max(start.current, at)]);
  };
  const onPointerUp = (event: PointerEvent<SVGRectElement>) => {
    const at = inside(event);
    if (start.current !== undefined && isDrag(at)) {
      onZoom(toTime(Math.min(start.current, at)), toTime(Math.max(start.current, at)));
    } else if (start.current !== undefined) onSeek(toTime(at));
    stop();
  };
  const stop = () => {
    start.current = undefined;
    setBrush(undefined);
  };
  return (
    <g transform={`translate(${area.x} ${area.y})`}>
      {pointed !== undefined && !brush && (
        <line className={classes.pointed} x1={pointed} x2={pointed} y1={0} y2={area.height} />
      )}
      {brush && <rect className={classes.brush} x={brush[0]} width={brush[1] - brush[0]} y={0} height={area.height} />}
      <Now moment={moment} from={from} to={to} width={area.width} height={area.height} />
      <rect
        className={classes.catcher}
        width={area.width}
        height={area.height}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={stop}
        onPointerLeave={() => setPointed(undefined)}
      />
    </g>
  );
}

interface NowProps {
  readonly moment: Moment;
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
}

function Now({ moment, from, to, width, height }: NowProps): ReactNode {
  const time = useSyncExternalStore(moment.subscribe, moment.time);
  if (time < from || time > to || to <= from) return null;
  const x = ((time - from) / (to - from)) * width;
  return <line className={classes.now} x1={x} x2={x} y1={0} y2={height} />;
}
