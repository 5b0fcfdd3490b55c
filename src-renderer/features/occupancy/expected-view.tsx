import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { PredictionsAnswer, Score, Vacancies } from '#shared/model/states.ts';
import type { Range } from '../../client/query-words.ts';
import { formatCount, roundNumber } from '../../format/number.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { dataStyle } from '../series/colours.ts';
import classes from './figures.module.css';
import { NumbersTable } from './numbers-table.tsx';
import { Square } from './square.tsx';
import { usePredictions } from './use-states.ts';

interface ExpectedViewProps {
  readonly database: string;
  readonly session: string;
  readonly range: Range;
}

/** How good predictions were: of every session as numbers, of one as curves. */
export function ExpectedView({ database, session, range }: ExpectedViewProps): ReactNode {
  const asked = usePredictions(database, range);
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (asked.data === undefined) return <Waiting skeleton />;
  const { scores, vacancies } = asked.data;
  if (scores.length === 0 && vacancies.length === 0) {
    return <Empty title="No predictions were made in this time" text="Choose a longer one above" />;
  }
  return (
    <div className={classes.figures} data-stale={asked.asking}>
      <Scores scores={scores} />
      <Reliability session={session} scores={scores.filter((each) => each.session === session)} />
      <VacancyTable vacancies={vacancies} />
      <VacancyPoints vacancies={vacancies.find((each) => each.session === session)} session={session} />
    </div>
  );
}

const told = (value: number | null): string => (value === null ? 'nothing known' : roundNumber(value, 4));

function Scores({ scores }: Pick<PredictionsAnswer, 'scores'>): ReactNode {
  return (
    <figure className={classes.figure}>
      <figcaption>Scores; the Brier score of always saying ½ is 0.25, its log loss 0.693</figcaption>
      <div className={classes.scroll}>
        <NumbersTable titles={['Of', 'Horizon (min)', 'Predictions', 'With data', 'Brier score', 'Log loss']}>
          {scores.map(({ session, horizon, count, judged, brier, logLoss }) => (
            <tr key={`${session} ${horizon}`}>
              <th scope="row">{session}</th>
              <td>{horizon}</td>
              <td>{formatCount(count)}</td>
              <td>{formatCount(judged)}</td>
              <td>{told(brier)}</td>
              <td>{told(logLoss)}</td>
            </tr>
          ))}
        </NumbersTable>
      </div>
    </figure>
  );
}

/** Mean probability against how often it came true, by tenths; on the diagonal both agree. */
function Reliability({ session, scores }: { readonly session: string; readonly scores: readonly Score[] }): ReactNode {
  const scheme = useComputedColorScheme('light');
  const lines = useMemo(
    () =>
      scores.map(({ horizon, bins }, index) => ({
        id: String(horizon),
        label: `${horizon} min`,
        style: dataStyle(index, scheme),
        points: bins.map(({ expected, happened, count }) => ({ x: expected, y: happened, weight: count })),
      })),
    [scores, scheme],
  );
  return (
    <figure className={classes.figure}>
      <figcaption>Reliability of {session}: how often it came true, over the probability given</figcaption>
      <Square label={`Reliability of ${session}`} lines={lines} x={[0, 1]} y={[0, 1]} joined />
      <NumbersTable titles={['Horizon (min)', 'Tenth', 'Predictions', 'Mean probability', 'Came true']}>
        {scores.flatMap(({ horizon, bins }) =>
          bins.map(({ from, count, expected, happened }) => (
            <tr key={`${horizon} ${from}`}>
              <th scope="row">{horizon}</th>
              <td>{`${from.toFixed(1)}–${(from + 0.1).toFixed(1)}`}</td>
              <td>{formatCount(count)}</td>
              <td>{roundNumber(expected, 3)}</td>
              <td>{roundNumber(happened, 3)}</td>
            </tr>
          )),
        )}
      </NumbersTable>
    </figure>
  );
}

function VacancyTable({ vacancies }: Pick<PredictionsAnswer, 'vacancies'>): ReactNode {
  if (vacancies.length === 0) return null;
  return (
    <figure className={classes.figure}>
      <figcaption>How long nobody comes: expected less actual, in minutes</figcaption>
      <NumbersTable titles={['Of', 'Predictions', 'Could be judged', 'Mean error', 'Mean absolute error']}>
        {vacancies.map(({ session, count, judged, meanError, meanAbsoluteError }) => (
          <tr key={session}>
            <th scope="row">{session}</th>
            <td>{formatCount(count)}</td>
            <td>{formatCount(judged)}</td>
            <td>{told(meanError)}</td>
            <td>{told(meanAbsoluteError)}</td>
          </tr>
        ))}
      </NumbersTable>
    </figure>
  );
}

function VacancyPoints({
  vacancies,
  session,
}: {
  readonly vacancies: Vacancies | undefined;
  readonly session: string;
}): ReactNode {
  const scheme = useComputedColorScheme('light');
  const points = vacancies?.points ?? [];
  if (vacancies === undefined || points.length === 0) return null;
  const most = Math.max(1, ...points.flat());
  const line = {
    ...{ id: session, label: session, style: dataStyle(0, scheme) },
    points: points.map(([x, y]) => ({ x, y, weight: 1 })),
  };
  return (
    <figure className={classes.figure}>
      <figcaption>
        {session}: actual over expected minutes until somebody comes
        {vacancies.judged > points.length &&
          `, the first ${formatCount(points.length)} of ${formatCount(vacancies.judged)}`}
      </figcaption>
      <Square label={`Actual over expected vacancy of ${session}`} lines={[line]} x={[0, most]} y={[0, most]} />
    </figure>
  );
}
