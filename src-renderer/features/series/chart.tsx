import { memo, type ReactNode, useMemo, useRef } from 'react';
import { CartesianGrid, LineChart, XAxis, YAxis } from 'recharts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { Above } from './above.tsx';
import classes from './chart.module.css';
import type { ChartLine } from './chart-line.ts';
import { Curves } from './curves.tsx';
import { dateTicks, dateTickText } from './dates.ts';
import { valueExtent } from './lines.ts';
import { Bars, Cloud, type Marks } from './marks.tsx';
import { logTicks, logTickText, roundTicks, tickText } from './ticks.ts';

interface SeriesChartProps {
  /** What the chart shows, for assistive technology. */
  readonly label: string;
  /** Must keep its identity as long as the lines stay the same. */
  readonly lines: readonly ChartLine[];
  readonly from: number;
  readonly to: number;
  /** What x is: any number, a number of frames or episodes, or a date. */
  readonly scale?: 'number' | 'whole' | 'date';
  /** The part of x that is to scale; all of it without. Must keep its identity. */
  readonly scaled?: readonly [from: number, to: number] | undefined;
  /** Draws over the lines; may use Recharts' hooks. Must keep its identity. */
  readonly overlay?: ReactNode;
  /** The same under the lines. */
  readonly under?: ReactNode;
  /** Marks every point, for lines of few points. */
  readonly dots?: boolean;
  /** Lines unless told; bars stand on zero. */
  readonly marks?: Marks;
  /** What the whole numbers of x stand for, from 0. */
  readonly names?: readonly string[] | undefined;
  /** What the y axis shows, and how; all values without it. Must keep its identity. */
  readonly y?: YAxisRange | undefined;
}

export interface YAxisRange {
  readonly low: number;
  readonly high: number;
  readonly scale: 'linear' | 'log';
}

/** Room for the ticks of the y axis, and behind the last x: the slider above keeps the same. */
export const CHART_LEFT = 56;
export const CHART_RIGHT = 16;
const margin = { top: 8, right: CHART_RIGHT, bottom: 0, left: 0 };

/** Lines over a common axis, as large as the room there is. Draws what it is given: reducing is the engine's work. */
export function SeriesChart(props: SeriesChartProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const size = useElementSize(frame);
  return (
    <div ref={frame} className={classes.chart} role="img" aria-label={props.label}>
      {size.width > 0 && size.height > 0 && <Drawn {...props} {...size} />}
    </div>
  );
}

type DrawnProps = SeriesChartProps & { readonly width: number; readonly height: number };

const Drawn = memo(function Drawn(props: DrawnProps): ReactNode {
  const {
    lines,
    from,
    to,
    scale = 'number',
    scaled,
    overlay,
    under,
    dots = false,
    marks = 'line',
    names,
    y,
    width,
    height,
  } = props;
  const { low, high, scale: yScale } = useMemo(() => y ?? allValues(lines, marks), [y, lines, marks]);
  const room = (width - CHART_LEFT) / (names === undefined ? 90 : nameWidth(names) + 12);
  const xTicks = useMemo(() => {
    const [first, last] = scaled ?? [from, to];
    return ticksOf(scale, from, to, room).filter((tick) => tick >= first && tick <= last);
  }, [scale, scaled, from, to, room]);
  const log = yScale === 'log';
  const yTicks = useMemo(() => (log ? logTicks : roundTicks)(low, high, height / 38), [log, low, high, height]);
  const drawn = useMemo(() => drawMarks(lines, marks, dots), [lines, marks, dots]);
  const over = useRef<SVGSVGElement>(null);
  return (
    <>
      <LineChart width={width} height={height} margin={margin} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--hair)" />
        <XAxis
          type="number"
          dataKey="x"
          domain={[from, to]}
          ticks={xTicks as number[]}
          tickFormatter={(tick: number) =>
            names === undefined
              ? (scale === 'date' ? dateTickText : tickText)(tick, xTicks)
              : cutName(names[tick] ?? '')
          }
          allowDataOverflow
          height={20}
          tickSize={4}
          tick={axisText}
          stroke="var(--line)"
          interval={0}
        />
        <YAxis
          type="number"
          scale={yScale}
          domain={[low, high]}
          ticks={yTicks as number[]}
          tickFormatter={(tick: number) => (log ? logTickText : tickText)(tick, yTicks)}
          allowDataOverflow
          width={CHART_LEFT}
          tickSize={4}
          tick={axisText}
          axisLine={false}
          stroke="var(--line)"
          interval={0}
        />
        {under}
        {drawn}
        <Above picture={over}>{overlay}</Above>
      </LineChart>
      <svg ref={over} className={classes.over} width={width} height={height} aria-hidden />
    </>
  );
});

function ticksOf(scale: 'number' | 'whole' | 'date', from: number, to: number, most: number): readonly number[] {
  return scale === 'date' ? dateTicks(from, to, most) : roundTicks(from, to, most, scale === 'whole' ? 1 : 0);
}

function allValues(lines: readonly ChartLine[], marks: Marks): YAxisRange {
  const [low, high] = valueExtent(marks === 'bars' ? [...lines, floor] : lines);
  return { low, high, scale: 'linear' };
}

const floor = { points: [[0, 0]] } as const;

/** Names of places are cut where they would take the whole axis. */
const MOST_LETTERS = 18;

const cutName = (name: string): string => (name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name);

function nameWidth(names: readonly string[]): number {
  const longest = names.reduce((most, name) => Math.max(most, name.length), 1);
  return Math.min(longest, MOST_LETTERS) * 6.5;
}

function drawMarks(lines: readonly ChartLine[], marks: Marks, dots: boolean): ReactNode {
  if (marks === 'points') return <Cloud lines={lines} />;
  return marks === 'bars' ? <Bars lines={lines} /> : <Curves lines={lines} dots={dots} />;
}

const axisText = { fontSize: 11, fill: 'var(--quiet)' };
