import type { ReactNode } from 'react';
import { usePlace } from '../../client/place.ts';
import classes from './marks.module.css';
import { useMarksOf } from './use-marks.ts';

interface TimeMarksProps {
  readonly first: number;
  readonly last: number;
}

/** The marks of the present episode along its time line. */
export function TimeMarks({ first, last }: TimeMarksProps): ReactNode {
  const place = usePlace();
  const [database, episode] = place.at === 'episode' ? [place.database, place.episode] : ['', ''];
  const marks = useMarksOf(database, 'episode', episode);
  const share = (time: number) => `${((Math.min(Math.max(time, first), last) - first) / (last - first || 1)) * 100}%`;
  return marks.map(({ key, time, note, tags }) =>
    time === null ? null : (
      <span
        key={key}
        className={classes.onLine}
        data-testid="mark on the time line"
        title={[...tags, note].filter((part) => part !== '').join(' · ')}
        style={{ left: share(time[0]), right: `calc(100% - ${share(time[1])})` }}
        aria-hidden="true"
      />
    ),
  );
}
