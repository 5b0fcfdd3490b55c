import { useComputedColorScheme } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type CSSProperties, type ReactNode, useId, useMemo } from 'react';
import type { RecordTable } from '#shared/model/experiment.ts';
import type { Intervals } from '#shared/model/lens.ts';
import type { Page } from '#shared/model/page.ts';
import { orpc } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import { countOf, formatCount, roundNumber } from '../../format/number.ts';
import type { GridView } from '../../ui/data-grid/row-source.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { dataStyle } from '../series/colours.ts';
import { roundTicks, tickText } from '../series/ticks.ts';
import classes from './interval-chart.module.css';
import { IntervalFills } from './interval-fills.tsx';
import { type IntervalPanel, type IntervalStretch, picture } from './intervals.ts';

interface IntervalChartProps {
  readonly database: string;
  readonly records: RecordTable;
  readonly intervals: Intervals;
  readonly of: string;
  /** What the rows below are filtered by. */
  readonly view: GridView;
}

/** As many as one page brings; the caption says when there are more. */
const MOST = 5000;

/** How high a kind's line is. */
const ROW = 9;

/** The same rows as below along the time that they are about: a line for each channel, a fill for each kind. */
export function IntervalChart({ database, records, intervals, of, view }: IntervalChartProps): ReactNode {
  const { conditions, search } = view;
  const request = { conditions: [...conditions], search, sort: [], limit: MOST };
  const asked: Answer<Page> = answerOf(
    useQuery({
      ...orpc.records.page.queryOptions({ input: { database, table: records.id, of, request } }),
      placeholderData: keepPreviousData,
    }),
  );
  const { data } = asked;
  const drawn = useMemo(() => (data === undefined ? null : picture(data, intervals)), [data, intervals]);
  const fills = useId();
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (drawn === null || data === undefined || drawn.panels.length === 0) return null;
  const title = `${records.word[1]} along time`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className={classes.chart} tabIndex={0} aria-label={title} data-stale={asked.asking}>
      <IntervalFills id={fills} kinds={drawn.kinds} />
      <Legend kinds={drawn.kinds} open={drawn.open} fills={fills} />
      {drawn.panels.map((panel) => (
        <Panel key={panel.title} {...{ panel, fills }} kinds={drawn.kinds} unit={unitOf(data, intervals)} />
      ))}
      {(data.more || drawn.without > 0) && (
        <p className={classes.told}>
          {data.more && `Only the first ${formatCount(MOST)} are drawn: filter them to see the others. `}
          {drawn.without > 0 && `${countOf(drawn.without, records.word)} without a start cannot be drawn`}
        </p>
      )}
    </section>
  );
}

function unitOf({ columns }: Page, { from }: Intervals): string {
  return columns.find(({ name }) => name === from)?.unit ?? '';
}

interface PanelProps {
  readonly panel: IntervalPanel;
  readonly kinds: readonly string[];
  readonly fills: string;
  readonly unit: string;
}

function Panel({ panel, kinds, fills, unit }: PanelProps): ReactNode {
  const { title, from, to, lanes } = panel;
  const ticks = roundTicks(from, to, 8).filter((tick) => tick >= from && tick <= to);
  const share = (value: number) => `${((value - from) / (to - from)) * 100}%`;
  return (
    <figure className={classes.panel}>
      {title !== '' && <figcaption>In the {title}</figcaption>}
      {lanes.map(({ label, stretches }) => (
        <div
          key={label}
          className={classes.lane}
          style={{ '--height': `${panel.kinds.length * ROW + 3}px` } as CSSProperties}
        >
          <span className={classes.label}>{label}</span>
          <svg
            width="100%"
            height={panel.kinds.length * ROW + 3}
            role="img"
            aria-label={`${label}: ${formatCount(stretches.length)}`}
          >
            {stretches.map((stretch) => (
              <Stretch
                key={stretch.key}
                {...{ stretch, share, unit, fills }}
                row={panel.kinds.indexOf(stretch.kind)}
                hue={kinds.indexOf(stretch.kind)}
              />
            ))}
          </svg>
        </div>
      ))}
      <div className={classes.axis}>
        {ticks.map((tick) => (
          <span key={tick} style={{ left: share(tick) }}>
            {tickText(tick, ticks)}
            {tick === ticks.at(-1) ? ` ${unit}` : ''}
          </span>
        ))}
      </div>
    </figure>
  );
}

interface StretchProps {
  readonly stretch: IntervalStretch;
  readonly row: number;
  readonly hue: number;
  readonly fills: string;
  readonly unit: string;
  share(value: number): string;
}

/** At least two pixels wide, so that none is lost; one without an end is hollow. */
function Stretch({ stretch: { kind, from, to }, row, hue, fills, unit, share }: StretchProps): ReactNode {
  const { colour } = dataStyle(hue, useComputedColorScheme('light'));
  const box = { x: share(from), y: row * ROW + 2, height: ROW - 2 };
  if (to === null) {
    return (
      <rect {...box} width={8} fill="none" stroke={colour} strokeDasharray="2 2">
        <title>{`${kind}, from ${roundNumber(from)} ${unit}, end not recorded`}</title>
      </rect>
    );
  }
  return (
    <rect {...box} style={{ width: `max(2px, calc(${share(to)} - ${share(from)}))` }} fill={`url(#${fills}${hue})`}>
      <title>{`${kind}, ${roundNumber(from)} to ${roundNumber(to)} ${unit}`}</title>
    </rect>
  );
}

interface LegendProps {
  readonly kinds: readonly string[];
  readonly open: boolean;
  readonly fills: string;
}

function Legend({ kinds, open, fills }: LegendProps): ReactNode {
  return (
    <ul className={classes.legend} aria-label="Kinds">
      {kinds.map((kind, at) => (
        <li key={kind}>
          <svg width={20} height={ROW} aria-hidden="true">
            <rect width={20} height={ROW} fill={`url(#${fills}${at})`} />
          </svg>
          {kind}
        </li>
      ))}
      {open && (
        <li>
          <span className={classes.open} />
          end not recorded
        </li>
      )}
    </ul>
  );
}
