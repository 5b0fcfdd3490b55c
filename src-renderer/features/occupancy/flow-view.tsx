import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { type FlowBand, type FlowEnd, flowOf } from '#shared/chart/flow.ts';
import type { Matrix } from '#shared/chart/flow-matrix.ts';
import type { Range } from '../../client/query-words.ts';
import { formatCount } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { ChartExport } from '../export/chart-export.tsx';
import { flowChart } from '../export/chart-of.ts';
import { colourBook, dataStyle } from '../series/colours.ts';
import classes from './flow.module.css';

interface FlowViewProps {
  readonly database: string;
  readonly matrix: Matrix;
  readonly range: Range;
  readonly hours: readonly [first: number, end: number];
}

const WIDTH = 640;
const SIDE = 120;
const BAR = 8;
const LEAST_LABEL = 16;
/** Of moves from nowhere known, in a file. */
const UNKNOWN = '#737d88';

/** The moves of the matrix as bands from where they come to where they lead, each as thick as they are many. */
export function FlowView({ database, matrix, range: [from, to], hours }: FlowViewProps): ReactNode {
  const scheme = useComputedColorScheme('light');
  const [shown, setShown] = useState<FlowBand>();
  const flow = useMemo(() => {
    const places = Math.max(matrix.from.length, matrix.to.length);
    return flowOf(matrix, { thickness: Math.max(160, places * 30), gap: LEAST_LABEL });
  }, [matrix]);
  const colourOf = (name: string | null) =>
    name === null ? 'var(--quiet)' : dataStyle(colourBook.number(database, name), scheme).colour;
  const isShown = (band: FlowBand) => shown?.from === band.from && shown.to === band.to;
  const most = flow.bands.toSorted((one, other) => other.sum.count - one.sum.count);
  if (most.length === 0) return null;
  const lines = most.map(({ from: name, to: place }) => {
    const colour = name === null ? UNKNOWN : dataStyle(colourBook.number(database, name), 'light').colour;
    return { id: JSON.stringify([name, place]), style: { colour, dash: [] } };
  });
  return (
    <div className={classes.flow}>
      <div className={classes.tools}>
        <ChartExport name="Transitions" chart={flowChart({ database, from, to, hours: [hours[0], hours[1]] }, lines)} />
      </div>
      <svg
        viewBox={`0 -10 ${WIDTH} ${flow.height + 20}`}
        role="img"
        aria-label={`Transitions as bands, the most ${toldOf(most[0]!)}`}
      >
        {flow.bands.map((band) => (
          <path
            key={keyOf(band)}
            className={classes.band}
            d={pathOf(band)}
            fill={colourOf(band.from)}
            data-initial={band.from === null}
            data-shown={isShown(band)}
            data-aside={shown !== undefined && !isShown(band)}
            onPointerEnter={() => setShown(band)}
            onPointerLeave={() => setShown(undefined)}
          />
        ))}
        {flow.left.map((end) => (
          <End key={end.name ?? '\0'} end={end} at={SIDE - BAR} side="left" colour={colourOf(end.name)} />
        ))}
        {flow.right.map((end) => (
          <End key={end.name} end={end} at={WIDTH - SIDE} side="right" colour={colourOf(end.name)} />
        ))}
      </svg>
      <ul className={classes.list} aria-label="Transitions, the most first">
        {most.map((band) => (
          <li key={keyOf(band)}>
            <button
              type="button"
              className={classes.entry}
              aria-pressed={isShown(band)}
              onPointerEnter={() => setShown(band)}
              onPointerLeave={() => setShown(undefined)}
              onFocus={() => setShown(band)}
              onBlur={() => setShown(undefined)}
            >
              {toldOf(band)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function keyOf({ from, to }: FlowBand): string {
  return JSON.stringify([from, to]);
}

interface EndProps {
  readonly end: FlowEnd;
  /** Where its bar begins. */
  readonly at: number;
  readonly side: 'left' | 'right';
  readonly colour: string;
}

function End({ end: { name, count, top, height }, at, side, colour }: EndProps): ReactNode {
  const isLeft = side === 'left';
  return (
    <g>
      <rect x={at} y={top} width={BAR} height={Math.max(1, height)} fill={colour} />
      <text
        x={isLeft ? at - 6 : at + BAR + 6}
        y={top + height / 2}
        dy="0.35em"
        textAnchor={isLeft ? 'end' : 'start'}
        data-initial={name === null}
      >
        {name ?? 'initial'} <tspan className={classes.count}>{formatCount(count)}</tspan>
      </text>
    </g>
  );
}

function pathOf({ left, right, height }: FlowBand): string {
  const [from, to] = [SIDE, WIDTH - SIDE];
  const middle = (from + to) / 2;
  return `M${from},${left}C${middle},${left} ${middle},${right} ${to},${right}v${height}C${middle},${right + height} ${middle},${left + height} ${from},${left + height}Z`;
}

function toldOf({ from, to, sum: { count, timed, seconds, least, greatest } }: FlowBand): string {
  const times = `${from ?? 'initial'} → ${to}: ${formatCount(count)} ${count === 1 ? 'time' : 'times'}`;
  if (timed === 0) return times;
  const span = (value: number | null) => formatDuration((value ?? 0) * 1000);
  const between = timed > 1 ? `, from ${span(least)} to ${span(greatest)}` : '';
  return `${times}, mean ${span(seconds / timed)}${between}`;
}
