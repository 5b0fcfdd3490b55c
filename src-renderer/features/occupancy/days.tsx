import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { StatesProfile } from '#shared/model/states.ts';
import { copyToClipboard } from '../../ui/copy-text.ts';
import { SeriesChart } from '../series/chart.tsx';
import type { ChartLine } from '../series/chart-line.ts';
import { dashOf, dataStyle } from '../series/colours.ts';
import classes from './figures.module.css';
import { daySums, share, weekBehind } from './profile-sums.ts';

interface DaysProps {
  readonly profile: StatesProfile;
  readonly word: string;
  onDay(day: string): void;
}

const DAY = 86_400;
const secondsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;

/** The share of each day, and of the seven days behind each as the trend. */
export function Days({ profile, word, onDay }: DaysProps): ReactNode {
  const scheme = useComputedColorScheme('light');
  const days = useMemo(() => daySums(profile), [profile]);
  const lines = useMemo((): readonly ChartLine[] => {
    const style = dataStyle(0, scheme);
    const line = (id: string, label: string, values: readonly number[], dash: readonly number[]): ChartLine => ({
      ...{ id, label, style: { ...style, dash }, longestGap: DAY * 1.5 },
      points: days.flatMap(({ day }, at) =>
        Number.isFinite(values[at]) ? [[secondsOf(day), values[at] ?? 0] as const] : [],
      ),
    });
    const own = line('day', 'Share of the day', days.map(share), []);
    return [own, line('week', 'Of seven days', weekBehind(days), dashOf(1))];
  }, [days, scheme]);
  const [first, last] = [days[0]?.day ?? '1970-01-01', days.at(-1)?.day ?? '1970-01-02'];
  const copy = () =>
    copyToClipboard(
      [
        `day\tshare ${word}\tseconds ${word}\tseconds with data`,
        ...days.map((each) => `${each.day}\t${share(each)}\t${each.on}\t${each.on + each.off}`),
      ].join('\n'),
      'the days',
    );
  return (
    <figure className={classes.figure}>
      <figcaption>
        Share {word} per day; dashed: of the seven days until then{' '}
        <button type="button" className={classes.link} onClick={copy}>
          Copy the days
        </button>
      </figcaption>
      <div className={classes.chart}>
        <SeriesChart
          label={`Share ${word} per day`}
          lines={lines}
          from={secondsOf(first) - DAY / 2}
          to={secondsOf(last) + DAY / 2}
          scale="date"
          dots={days.length <= 60}
        />
      </div>
      <ul className={classes.dayLinks} aria-label="Days">
        {days.slice(-14).map(({ day }) => (
          <li key={day}>
            <button type="button" className={classes.link} onClick={() => onDay(day)}>
              {day}
            </button>
          </li>
        ))}
      </ul>
    </figure>
  );
}
