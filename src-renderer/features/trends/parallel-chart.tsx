import { Button, UnstyledButton, useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { ParallelRow } from '#shared/chart/parallel.ts';
import type { Measure } from '#shared/model/experiment.ts';
import { toPlace } from '../../client/place.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ChartExport } from '../export/chart-export.tsx';
import { parallelChart } from '../export/chart-of.ts';
import { colourBook, dataStyle } from '../series/colours.ts';
import { Swatch } from '../series/legend.tsx';
import { type Bands, isWithin, withBand } from './bands.ts';
import { type Facts, factOf } from './facts.ts';
import classes from './parallel.module.css';
import { NARROWEST, ParallelPicture, type PictureProps } from './parallel-picture.tsx';
import { useParallel } from './use-parallel.ts';
import { MOST_LINES, type TrendsView } from './view.ts';

interface ParallelChartProps {
  readonly database: string;
  readonly view: TrendsView;
  readonly facts: Facts;
  /** Those that are outcomes. */
  readonly measures: readonly Measure[];
  /** What the lines are called, plural. */
  readonly many: string;
  /** Draws these alone, whatever is drawn. */
  onKeep(level: 'episode' | 'session', ids: readonly string[]): void;
}

/** Parameters and outcomes of sessions or episodes: a line for each, across an axis for each of these. */
export function ParallelChart({ database, view, facts, measures, many, onKeep }: ParallelChartProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(frame);
  const [pointed, setPointed] = useState<string>();
  const [bands, setBands] = useState<Bands>({});
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
  const limited = data?.axes.some(({ name }) => bands[name] !== undefined) ?? false;
  const within = useMemo(() => data?.rows.filter((row) => isWithin(row, data.axes, bands)) ?? [], [data, bands]);
  const open = (id: string) =>
    toPlace(level === 'session' ? { at: 'session', database, session: id } : { at: 'episode', database, episode: id });
  if (failure) return <FailureView failure={failure} again={again} />;
  const named = data !== undefined && data.axes.length > 1 && view.colour === '' && data.rows.length <= MOST_NAMED;
  return (
    <section className={classes.parallel} aria-label="Parallel coordinates">
      {named && <Legend rows={data.rows} colourOf={colourOf} onPoint={setPointed} onOpen={open} />}
      <div className={classes.frame} ref={frame}>
        {data === undefined && <Waiting />}
        {data !== undefined && data.axes.length < 2 && (
          <Empty title={`The ${many} differ in nothing that could be compared`} text="Choose more of them" />
        )}
        {data !== undefined && data.axes.length > 1 && width > 0 && (
          <ParallelPicture
            {...{ data, height, pointed, colourOf, bands }}
            within={limited ? new Set(within.map(({ id }) => id)) : null}
            onBand={(axis, band) => setBands((known) => withBand(known, axis, band))}
            width={Math.max(width, data.axes.length * NARROWEST)}
            onPoint={setPointed}
            onOpen={open}
          />
        )}
      </div>
      <p className={classes.foot}>
        {limited && (
          <Limited
            {...{ many, within: within.length, all: data?.rows.length ?? 0 }}
            onKeep={() => {
              setBands({});
              onKeep(
                level,
                within.map(({ id }) => id),
              );
            }}
            onAll={() => setBands({})}
          />
        )}
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

interface LegendProps extends Pick<PictureProps, 'colourOf' | 'onPoint' | 'onOpen'> {
  readonly rows: readonly ParallelRow[];
}

function Legend({ rows, colourOf, onPoint, onOpen }: LegendProps): ReactNode {
  return (
    <ul className={classes.legend} aria-label="Lines">
      {rows.map(({ id, label }) => (
        <li key={id}>
          <UnstyledButton
            className={classes.name}
            onPointerEnter={() => onPoint(id)}
            onPointerLeave={() => onPoint(undefined)}
            onFocus={() => onPoint(id)}
            onBlur={() => onPoint(undefined)}
            onClick={() => onOpen(id)}
          >
            <Swatch style={{ colour: colourOf(id), dash: [] }} />
            {label}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

interface LimitedProps {
  readonly many: string;
  /** How many lines lie within what axes are limited to, and how many there are. */
  readonly within: number;
  readonly all: number;
  onKeep(): void;
  onAll(): void;
}

function Limited({ many, within, all, onKeep, onAll }: LimitedProps): ReactNode {
  return (
    <span className={classes.limited}>
      {formatCount(within)} of {countOf(all, [many, many])} within
      <Button size="compact-xs" variant="default" disabled={within === 0 || within > MOST_LINES} onClick={onKeep}>
        Keep these
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={onAll}>
        All again
      </Button>
    </span>
  );
}

/** Of more lines than this colours come again, and nobody reads their names. */
const MOST_NAMED = 16;
