import { MultiSelect, Select, useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useSetting } from '../../../client/settings.ts';
import { createStore } from '../../../client/store.ts';
import { formatCount } from '../../../format/number.ts';
import { Empty } from '../../../ui/empty.tsx';
import { SeriesChart } from '../../series/chart.tsx';
import type { ChartLine } from '../../series/chart-line.ts';
import { colourBook, dataStyle } from '../../series/colours.ts';
import { TimeOverlay } from '../../series/time-overlay.tsx';
import { unitText } from '../../series/unit.ts';
import { useDigests } from '../use-digests.ts';
import classes from './side.module.css';
import type { StepPanelProps } from './side-panels.tsx';
import { type StepChart, stepCharts } from './step-lines.ts';

/** Lines that a chart begins with. */
const LINES = 8;

/** Numbers, what was made, and what is counted in the states, over the steps; a click leads to the step. */
export function ChartsPanel({ database, outline, shape, view }: StepPanelProps): ReactNode {
  const { steps } = outline;
  const digests = useDigests(database, outline, shape.state);
  const charts = useMemo(() => stepCharts(steps, shape, digests), [steps, shape, digests]);
  const [wanted, setWanted] = useSetting<readonly string[]>('transcript.charts', BEGIN);
  const shown = wanted.flatMap((id) => charts.find((chart) => chart.id === id) ?? []);
  const drawn = shown.length > 0 ? shown : charts.slice(0, 2);
  const isReading = digests.read < digests.total && digests.failure === undefined;
  return (
    <div className={classes.column}>
      <div className={classes.bar}>
        <MultiSelect
          size="xs"
          flex={1}
          aria-label="Charts"
          data={charts.map(({ id, title }) => ({ value: id, label: title }))}
          value={drawn.map(({ id }) => id)}
          onChange={setWanted}
        />
      </div>
      {isReading && (
        <p className={classes.head} role="status">
          {formatCount(digests.read)} of {formatCount(digests.total)} states are read
        </p>
      )}
      {digests.failure !== undefined && <p className={classes.notice}>{digests.failure.message}</p>}
      {charts.length === 0 && <Empty title="Nothing here has a number per step" />}
      {drawn.map((chart) => (
        <StepsChart key={chart.id} chart={chart} count={steps.length} current={view.current} goTo={view.goTo} />
      ))}
    </div>
  );
}

const BEGIN: readonly string[] = ['number production_score', 'state inventories', 'achieved'];

interface StepsChartProps {
  readonly chart: StepChart;
  readonly count: number;
  readonly current: number;
  goTo(place: number): void;
}

function StepsChart({ chart, count, current, goTo }: StepsChartProps): ReactNode {
  const scheme = useComputedColorScheme('light');
  const [only, setOnly] = useState<string | null>(null);
  const [range, setRange] = useState<readonly [number, number]>();
  const some = useMemo(
    () => chart.lines.filter(({ id }, at) => (only === null ? at < LINES : id === only)),
    [chart, only],
  );
  const lines = useMemo(
    () =>
      some.map(({ id, label, points }): ChartLine => {
        const style = dataStyle(colourBook.number('transcript lines', id), scheme);
        return { id, label, points, style, longestGap: Number.POSITIVE_INFINITY };
      }),
    [some, scheme],
  );
  const [from, to] = range ?? [1, Math.max(count, 2)];
  const [moment] = useState(() => createStore(current + 1));
  useEffect(() => moment.set(current + 1), [moment, current]);
  const overlay = useMemo(
    () => (
      <TimeOverlay
        {...{ from, to }}
        moment={{ subscribe: moment.subscribe, time: moment.get }}
        onSeek={(x) => goTo(Math.min(Math.max(Math.round(x), 1), count) - 1)}
        onZoom={(low, high) => setRange([Math.floor(low), Math.ceil(high)])}
      />
    ),
    [from, to, moment, goTo, count],
  );
  const title = chart.unit === null ? chart.title : `${chart.title}, ${unitText(chart.unit)}`;
  return (
    <section className={classes.chart} aria-label={title}>
      <div className={classes.bar}>
        <b>{title}</b>
        {range && (
          <button type="button" className={classes.plain} onClick={() => setRange(undefined)}>
            Show all
          </button>
        )}
        {chart.lines.length > 1 && (
          <Select
            size="xs"
            w={150}
            aria-label={`Lines of ${title}`}
            clearable
            searchable
            placeholder={
              chart.lines.length > LINES ? `${LINES} largest of ${formatCount(chart.lines.length)}` : 'all lines'
            }
            data={chart.lines.map(({ id, label }) => ({ value: id, label }))}
            value={only}
            onChange={setOnly}
          />
        )}
      </div>
      <SeriesChart label={`${title} over steps`} lines={lines} from={from} to={to} scale="whole" overlay={overlay} />
      {chart.lines.length > 1 && (
        <p className={classes.names}>
          {lines.map(({ id, label, style }) => (
            <span key={id}>
              <i style={{ background: style.colour }} />
              {label}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
