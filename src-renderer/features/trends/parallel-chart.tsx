import { UnstyledButton, useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Parallel, ParallelAxis, ParallelRow } from '#shared/chart/parallel.ts';
import type { Measure } from '#shared/model/experiment.ts';
import { toPlace } from '../../client/place.ts';
import { roundNumber } from '../../format/number.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ChartExport } from '../export/chart-export.tsx';
import { parallelChart } from '../export/chart-of.ts';
import { colourBook, dataStyle } from '../series/colours.ts';
import { Swatch } from '../series/legend.tsx';
import { type Facts, factOf } from './facts.ts';
import classes from './parallel.module.css';
import { useParallel } from './use-parallel.ts';
import type { TrendsView } from './view.ts';

interface ParallelChartProps {
  readonly database: string;
  readonly view: TrendsView;
  readonly facts: Facts;
  /** Those that are outcomes. */
  readonly measures: readonly Measure[];
  /** What the lines are called, plural. */
  readonly many: string;
}

/** Parameters and outcomes of sessions or episodes: a line for each, across an axis for each of these. */
export function ParallelChart({ database, view, facts, measures, many }: ParallelChartProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(frame);
  const [pointed, setPointed] = useState<string>();
  const level: 'episode' | 'session' = view.episodes.length > 0 ? 'episode' : 'session';
  const ids = level === 'episode' ? view.episodes : view.sessions;
  const asked = { level, ids: [...ids], measures: measures.map(({ id }) => id) };
  const { data, failure, again } = useParallel(database, asked);
  const scheme = useComputedColorScheme('light');
  const colourOf = useMemo(() => {
    const scope = `${database}:${level}s`;
    return (id: string) => {
      const value = view.colour === '' ? undefined : factOf(facts, id, view.colour);
      const number =
        value === undefined ? colourBook.number(scope, id) : colourBook.number(`${scope}:${view.colour}`, value);
      return dataStyle(number, scheme).colour;
    };
  }, [database, level, facts, view.colour, scheme]);
  const label = data?.rows.find(({ id }) => id === pointed)?.label;
  const open = (id: string) =>
    toPlace(level === 'session' ? { at: 'session', database, session: id } : { at: 'episode', database, episode: id });
  if (failure) return <FailureView failure={failure} again={again} />;
  const named = data !== undefined && data.axes.length > 1 && view.colour === '' && data.rows.length <= MOST_NAMED;
  return (
    <section className={classes.parallel} aria-label="Parallel coordinates">
      {named && (
        <ul className={classes.legend} aria-label="Lines">
          {data.rows.map((row) => (
            <li key={row.id}>
              <UnstyledButton
                className={classes.name}
                onPointerEnter={() => setPointed(row.id)}
                onPointerLeave={() => setPointed(undefined)}
                onFocus={() => setPointed(row.id)}
                onBlur={() => setPointed(undefined)}
                onClick={() => open(row.id)}
              >
                <Swatch style={{ colour: colourOf(row.id), dash: [] }} />
                {row.label}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.frame} ref={frame}>
        {data === undefined && <Waiting />}
        {data !== undefined && data.axes.length < 2 && (
          <Empty title={`The ${many} differ in nothing that could be compared`} text="Choose more of them" />
        )}
        {data !== undefined && data.axes.length > 1 && width > 0 && (
          <Picture
            {...{ data, height, pointed, colourOf }}
            width={Math.max(width, data.axes.length * NARROWEST)}
            onPoint={setPointed}
            onOpen={open}
          />
        )}
      </div>
      <p className={classes.foot}>
        <span>
          {label === undefined
            ? `${data?.more === true ? 'The first ' : ''}${data?.rows.length ?? 0} ${many}; what is not known of one has no place on its axis`
            : `${label} — click opens it`}
        </span>
        {data !== undefined && data.without.length > 0 && (
          <span>No axis for what is the same of all: {data.without.join(', ')}</span>
        )}
        {data !== undefined && data.axes.length > 1 && (
          <ChartExport
            name={`Parallel coordinates of ${many}`}
            chart={parallelChart(
              { database, ...asked },
              data.rows.map(({ id }) => ({ id, style: { colour: colourOf(id), dash: [] } })),
            )}
          />
        )}
      </p>
    </section>
  );
}

/** Of more lines than this colours come again, and nobody reads their names. */
const MOST_NAMED = 16;

/** Room that an axis needs for its numbers, and around the picture. */
const NARROWEST = 96;
const SIDE = 60;
const TOP = 44;
const BOTTOM = 16;

interface PictureProps {
  readonly data: Parallel;
  readonly width: number;
  readonly height: number;
  readonly pointed: string | undefined;
  colourOf(id: string): string;
  onPoint(id: string | undefined): void;
  onOpen(id: string): void;
}

function Picture({ data, width, height, pointed, colourOf, onPoint, onOpen }: PictureProps): ReactNode {
  const { axes, rows } = data;
  const room = (width - 2 * SIDE) / (axes.length - 1);
  const x = (at: number) => SIDE + (at / (axes.length - 1)) * (width - 2 * SIDE);
  const y = ({ low, high }: ParallelAxis, value: number) =>
    height - BOTTOM - ((value - low) / (high - low)) * (height - TOP - BOTTOM);
  return (
    <svg width={width} height={height} role="img" aria-label={`${rows.length} lines over ${axes.length} axes`}>
      {rows.map((row) => {
        const { id } = row;
        const faint = pointed !== undefined && pointed !== id;
        return (
          <path
            key={id}
            className={classes.line}
            d={pathOf(row, axes, x, y)}
            stroke={colourOf(id)}
            strokeOpacity={faint ? 0.15 : 0.85}
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
