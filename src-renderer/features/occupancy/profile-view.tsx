import type { ReactNode } from 'react';
import type { Bin, StatesOverview, StatesProfile } from '#shared/model/states.ts';
import type { Range } from '../../client/query-words.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Days } from './days.tsx';
import classes from './figures.module.css';
import { Heatmap } from './heatmap.tsx';
import { hoursOfDay, share, totalOf, weekdays, weekOf } from './profile-sums.ts';
import { shareColour } from './state-colours.ts';
import { useProfile } from './use-states.ts';

interface ProfileViewProps {
  readonly database: string;
  readonly overview: StatesOverview;
  readonly session: string;
  readonly range: Range;
  onDay(day: string): void;
}

/** One session by hours, weekdays and days, and how long its states last. */
export function ProfileView({ database, overview, session, range, onDay }: ProfileViewProps): ReactNode {
  const asked = useProfile(database, session, range);
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (asked.data === undefined) return <Waiting skeleton />;
  const { on, off } = overview.words;
  return (
    <div className={classes.figures} data-stale={asked.asking}>
      <Heatmap profile={asked.data} word={on} onDay={onDay} />
      <Week profile={asked.data} word={on} />
      <Days profile={asked.data} word={on} onDay={onDay} />
      <Durations bins={asked.data.durations.on} cut={asked.data.cut.on} word={on} />
      <Durations bins={asked.data.durations.off} cut={asked.data.cut.off} word={off} />
    </div>
  );
}

function Week({ profile, word }: { readonly profile: StatesProfile; readonly word: string }): ReactNode {
  const week = weekOf(profile);
  return (
    <figure className={classes.figure}>
      <figcaption>Share {word} by weekday</figcaption>
      <table className={classes.week}>
        <thead>
          <tr>
            <th scope="col">Weekday</th>
            <th scope="col">Share</th>
            <th scope="col">By hour, 0 to 24</th>
          </tr>
        </thead>
        <tbody>
          {weekdays.map((name, at) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{percent(share(totalOf(week[at] ?? [])))}</td>
              <td>
                <svg width={192} height={16} aria-hidden="true">
                  {hoursOfDay.map((hour) => {
                    const value = share(week[at]?.[hour] ?? { on: 0, off: 0, unknown: 0, length: 0 });
                    return (
                      <rect
                        key={hour}
                        x={hour * 8}
                        width={7}
                        height={16}
                        fill={Number.isNaN(value) ? 'var(--hair)' : shareColour(value)}
                      />
                    );
                  })}
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

const percent = (value: number): string => (Number.isNaN(value) ? 'no data' : `${(value * 100).toFixed(1)} %`);

interface DurationsProps {
  readonly bins: readonly Bin[];
  readonly cut: number;
  readonly word: string;
}

const LONG = 130;

/** The beginning of a bin, which is a round number. */
const edgeText = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`;

function Durations({ bins, cut, word }: DurationsProps): ReactNode {
  const most = Math.max(...bins.map(({ count }) => count), 1);
  const shown = bins.slice(
    Math.max(
      bins.findIndex(({ count }) => count > 0),
      0,
    ),
    bins.findLastIndex(({ count }) => count > 0) + 1,
  );
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return (
    <figure className={classes.figure}>
      <figcaption>
        How long it stays {word}: {countOf(total, ['time', 'times'])}
        {cut > 0 && `, ${formatCount(cut)} more whose beginning or end is not known`}
      </figcaption>
      <table className={classes.bins}>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Times</th>
            <th scope="col">Together</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ from, count, seconds }) => (
            <tr key={from}>
              <th scope="row">{edgeText(from)}</th>
              <td>
                <span className={classes.bar} style={{ width: (count / most) * LONG }} />
                {formatCount(count)}
              </td>
              <td>{formatDuration(seconds * 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
