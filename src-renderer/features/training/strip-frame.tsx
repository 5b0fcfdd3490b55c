import { type PointerEvent, type ReactNode, useId, useState } from 'react';
import type { TrainingAxis, TrainingColumns } from '#shared/model/training.ts';
import { dateTicks, dateTickText, EPOCH } from '../series/dates.ts';
import { roundTicks, tickText } from '../series/ticks.ts';
import type { Crosshair } from '../trends/crosshair.ts';
import { Hair } from './cursor-layer.tsx';
import classes from './training.module.css';

const BOTTOM = 18;

interface StripFrameProps {
  readonly label: string;
  readonly x: TrainingAxis;
  readonly columns: TrainingColumns;
  readonly rows: readonly string[];
  readonly rowHeight: number;
  readonly width: number;
  readonly crosshair: Crosshair;
  /** Draws one row; columns lie where `places` says. */
  draw(row: number, places: Places): ReactNode;
  /** What is under the pointer, in words. */
  tell(row: number, column: number): string;
  /** What is said while the pointer is nowhere. */
  readonly idle: string;
}

/** Where a column begins and how wide it is, in pixels. */
export type Places = (column: number) => { readonly at: number; readonly wide: number };

/** Rows of columns over the time of an episode, with the cursor of the charts above. */
export function StripFrame(props: StripFrameProps): ReactNode {
  const { label, x, columns, rows, rowHeight, width, crosshair, draw, tell, idle } = props;
  const [pointed, setPointed] = useState<readonly [row: number, column: number]>();
  const nothing = useId();
  const left = leftOf(rows);
  const room = Math.max(width - left - 2, 1);
  const first = columns.starts[0] ?? 0;
  const span = Math.max(columns.end - first, Number.MIN_VALUE);
  const toX = (value: number) => ((value - first) / span) * room;
  const places: Places = (column) => {
    const at = toX(columns.starts[column] ?? first);
    return { at, wide: Math.max(toX(columns.starts[column + 1] ?? columns.end) - at, 0.5) };
  };
  const height = rows.length * rowHeight;
  const onMove = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const value = first + ((event.clientX - box.left) / room) * span;
    const row = Math.min(Math.max(Math.floor((event.clientY - box.top) / rowHeight), 0), rows.length - 1);
    crosshair.set(value);
    setPointed([row, columnAt(columns.starts, value)]);
  };
  return (
    <>
      <svg width={width} height={height + BOTTOM} role="img" aria-label={label} className={classes.strip}>
        <defs>
          <pattern id={nothing} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="5" stroke="var(--line)" />
          </pattern>
        </defs>
        {rows.map((row, at) => (
          <text key={row} x={left - 6} y={at * rowHeight + rowHeight / 2 + 4} textAnchor="end" className={classes.tick}>
            {cut(row)}
          </text>
        ))}
        <g transform={`translate(${left} 0)`}>
          <rect width={room} height={height} fill={`url(#${nothing})`} />
          {rows.map((row, at) => (
            <g key={row} transform={`translate(0 ${at * rowHeight})`}>
              {draw(at, places)}
            </g>
          ))}
          <Ticks
            {...{ x, first, end: columns.end, toX, y: height, room }}
            whole={columns.starts.every(Number.isInteger)}
          />
          <Hair crosshair={crosshair} toX={toX} width={room} height={height} />
          <rect
            className={classes.over}
            width={room}
            height={height}
            onPointerMove={onMove}
            onPointerLeave={() => {
              crosshair.set(Number.NaN);
              setPointed(undefined);
            }}
          />
        </g>
      </svg>
      <p className={classes.told}>{pointed === undefined ? idle : tell(...pointed)}</p>
    </>
  );
}

const LETTERS = 22;
const cut = (name: string): string => (name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name);

/** Room for the names of the rows, and at least as much as charts leave. */
function leftOf(rows: readonly string[]): number {
  return Math.max(56, 14 + 6.4 * Math.min(Math.max(...rows.map(({ length }) => length), 0), LETTERS));
}

/** The last column that begins at or before a value. */
function columnAt(starts: readonly number[], value: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface TicksProps {
  readonly x: TrainingAxis;
  /** Whether there is nothing between two whole numbers. */
  readonly whole: boolean;
  readonly first: number;
  readonly end: number;
  toX(value: number): number;
  readonly y: number;
  readonly room: number;
}

function Ticks({ x, whole, first, end, toX, y, room }: TicksProps): ReactNode {
  const dates = x.unit === EPOCH;
  const ticks = dates ? dateTicks(first, end, room / 90) : roundTicks(first, end, room / 90, whole ? 1 : 0);
  return ticks.map((tick) => (
    <text
      key={tick}
      x={toX(tick)}
      y={y + 13}
      textAnchor={toX(tick) > room - 20 ? 'end' : 'middle'}
      className={classes.tick}
    >
      {(dates ? dateTickText : tickText)(tick, ticks)}
    </text>
  ));
}
