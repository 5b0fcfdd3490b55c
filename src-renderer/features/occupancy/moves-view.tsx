import { RangeSlider } from '@mantine/core';
import { type CSSProperties, type ReactNode, useMemo, useState } from 'react';
import { type MoveSum, matrixOf, perHour } from '#shared/chart/flow-matrix.ts';
import type { Range } from '../../client/query-words.ts';
import { formatCount } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './figures.module.css';
import { FlowView } from './flow-view.tsx';
import tables from './tables.module.css';
import { useTransitions } from './use-states.ts';

interface MovesViewProps {
  readonly database: string;
  readonly range: Range;
}

const HEIGHT = 46;
const marks = [0, 6, 12, 18, 24].map((value) => ({ value, label: `${String(value).padStart(2, '0')}:00` }));

/** From where to where, by the hours of the clock that a person chooses. */
export function MovesView({ database, range }: MovesViewProps): ReactNode {
  const asked = useTransitions(database, range);
  const [hours, setHours] = useState<readonly [number, number]>([0, 24]);
  const moves = asked.data?.moves;
  const matrix = useMemo(() => matrixOf(moves ?? [], [hours[0], hours[1] - 1]), [moves, hours]);
  const counts = useMemo(() => perHour(moves ?? []), [moves]);
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (asked.data === undefined) return <Waiting skeleton />;
  if (asked.data.count === 0) return <Empty title="No transitions in this time" text="Choose a longer one above" />;
  const most = Math.max(1, ...counts);
  return (
    <div data-stale={asked.asking}>
      <figure className={classes.figure}>
        <figcaption>
          {formatCount(matrix.count)} of {formatCount(asked.data.count)} transitions, from {hours[0]}:00 to {hours[1]}
          :00
        </figcaption>
        <div className={classes.hours}>
          <svg viewBox={`0 0 240 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
            {counts.map((count, hour) => (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: the hour is what a bar is of
                key={hour}
                x={hour * 10 + 1}
                width={8}
                y={HEIGHT - (count / most) * HEIGHT}
                height={(count / most) * HEIGHT}
                opacity={hour >= hours[0] && hour < hours[1] ? 1 : 0.25}
              />
            ))}
          </svg>
          <RangeSlider
            aria-label="Hours of the day"
            thumbFromLabel="First hour"
            thumbToLabel="Last hour"
            min={0}
            max={24}
            step={1}
            minRange={1}
            marks={marks}
            label={null}
            size="xs"
            value={[hours[0], hours[1]]}
            onChange={([first, last]) => setHours([first, last])}
          />
        </div>
        <div className={classes.scroll}>
          <table className={tables.matrix}>
            <thead>
              <tr>
                <th scope="col">from ↓ to →</th>
                {matrix.to.map((to) => (
                  <th key={to} scope="col">
                    {to}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {matrix.from.map((from) => (
                <tr key={from ?? '\0'}>
                  <th scope="row" data-initial={from === null}>
                    {from ?? 'initial'}
                  </th>
                  {matrix.to.map((to) => (
                    <Cell key={to} sum={matrix.at(from, to)} most={matrix.most} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className={classes.told}>
          In each field how often, and the mean of how long it took with the quickest and the slowest
        </p>
        <FlowView database={database} matrix={matrix} range={range} hours={hours} />
      </figure>
    </div>
  );
}

function Cell({ sum, most }: { readonly sum: MoveSum | undefined; readonly most: number }): ReactNode {
  if (sum === undefined) return <td className={tables.none}>0</td>;
  const { count, timed, seconds, least, greatest } = sum;
  return (
    <td style={{ '--share': `${Math.round((count / most) * 60)}%` } as CSSProperties}>
      <b>{formatCount(count)}</b>
      {timed > 0 && (
        <span>
          {formatDuration((seconds / timed) * 1000)}
          {timed > 1 && ` (${formatDuration((least ?? 0) * 1000)}–${formatDuration((greatest ?? 0) * 1000)})`}
        </span>
      )}
    </td>
  );
}
