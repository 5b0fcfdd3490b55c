import type { ReactNode } from 'react';
import type { Parallel, ParallelAxis, ParallelRow } from '#shared/chart/parallel.ts';
import type { Range } from '../../client/query-words.ts';
import { roundNumber } from '../../format/number.ts';
import { AxisBrush } from './axis-brush.tsx';
import type { Bands } from './bands.ts';
import classes from './parallel.module.css';

/** Room that an axis needs for its numbers, and around the picture. */
export const NARROWEST = 96;
const SIDE = 60;
const TOP = 44;
const BOTTOM = 16;

export interface PictureProps {
  readonly data: Parallel;
  readonly width: number;
  readonly height: number;
  readonly pointed: string | undefined;
  /** Parts of axes to which lines are limited, and which lie within all of them; `null` where none are. */
  readonly bands: Bands;
  readonly within: ReadonlySet<string> | null;
  onBand(axis: string, band: Range | undefined): void;
  colourOf(id: string): string;
  onPoint(id: string | undefined): void;
  onOpen(id: string): void;
}

/** The axes with a line for each row across them; lines outside of what axes are limited to are faint, and not to be opened. */
export function ParallelPicture(props: PictureProps): ReactNode {
  const { data, width, height, pointed, bands, within, onBand, colourOf, onPoint, onOpen } = props;
  const { axes, rows } = data;
  const room = (width - 2 * SIDE) / (axes.length - 1);
  const x = (at: number) => SIDE + (at / (axes.length - 1)) * (width - 2 * SIDE);
  const y = ({ low, high }: ParallelAxis, value: number) =>
    height - BOTTOM - ((value - low) / (high - low)) * (height - TOP - BOTTOM);
  return (
    <div className={classes.picture}>
      <svg width={width} height={height} role="img" aria-label={`${rows.length} lines over ${axes.length} axes`}>
        {rows.map((row) => {
          const { id } = row;
          const out = within !== null && !within.has(id);
          const faint = pointed !== undefined && pointed !== id;
          return (
            <path
              key={id}
              className={out ? classes.out : classes.line}
              d={pathOf(row, axes, x, y)}
              stroke={colourOf(id)}
              strokeOpacity={out ? 0.08 : faint ? 0.15 : 0.85}
              onPointerEnter={() => onPoint(id)}
              onPointerLeave={() => onPoint(undefined)}
              onPointerUp={() => onOpen(id)}
            />
          );
        })}
        {axes.map((axis, at) => (
          <g key={axis.name} className={classes.axis}>
            <line x1={x(at)} x2={x(at)} y1={TOP} y2={height - BOTTOM} />
            <text className={classes.title} x={x(at)} y={at % 2 === 0 ? 14 : 28} textAnchor={anchorOf(at, axes.length)}>
              {shortened(axis.title, (room * (at === 0 || at === axes.length - 1 ? 1 : 2)) / LETTER - 2)}
              <title>{axis.title}</title>
            </text>
            {ticksOf(axis, room).map(([value, text]) => (
              <text key={value} x={x(at) + 4} y={y(axis, value) + 4}>
                {text}
              </text>
            ))}
          </g>
        ))}
      </svg>
      {/* biome-ignore lint/a11y/useSemanticElements: drawn things are no fields of a form */}
      <svg width={width} height={height} className={classes.brushes} role="group" aria-label="What axes are limited to">
        {axes.map((axis, at) => (
          <AxisBrush
            key={axis.name}
            {...{ axis, x: x(at), top: TOP, bottom: height - BOTTOM, band: bands[axis.name] }}
            onBand={(band) => onBand(axis.name, band)}
          />
        ))}
      </svg>
    </div>
  );
}

/** Broken where a value is missing. */
function pathOf(
  { places }: ParallelRow,
  axes: readonly ParallelAxis[],
  x: (at: number) => number,
  y: (axis: ParallelAxis, value: number) => number,
): string {
  let joined = false;
  return places
    .map((place, at) => {
      const axis = axes[at];
      if (place === null || axis === undefined) {
        joined = false;
        return '';
      }
      const step = `${joined ? 'L' : 'M'}${x(at)} ${y(axis, place)}${joined ? '' : 'h0'}`;
      joined = true;
      return step;
    })
    .join('');
}

/** Width of a letter, about. */
const LETTER = 6.6;

/** Names that begin alike often end differently. */
function shortened(name: string, most: number): string {
  const half = Math.max(2, Math.floor((most - 1) / 2));
  return name.length > most ? `${name.slice(0, half)}…${name.slice(-half)}` : name;
}

/** Titles stay inside the picture. */
function anchorOf(at: number, count: number): 'start' | 'middle' | 'end' {
  return at === 0 ? 'start' : at === count - 1 ? 'end' : 'middle';
}

/** Names end before the next axis. */
function ticksOf({ low, high, names }: ParallelAxis, room: number): readonly (readonly [number, string])[] {
  if (names !== null) return names.map((name, at) => [at, shortened(name, Math.min(16, room / LETTER - 1))]);
  return [low, (low + high) / 2, high].map((value) => [value, roundNumber(value, 3)]);
}
