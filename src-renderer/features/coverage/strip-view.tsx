import { Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { CoverageOverview, CoverageStrip } from '#shared/model/coverage.ts';
import { orpc } from '../../client/client.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { unitText } from '../series/unit.ts';
import coverageClasses from './coverage.module.css';
import classes from './strip.module.css';
import { stripRows } from './strip-dots.ts';
import { StripLegend } from './strip-legend.tsx';
import { StripPanel } from './strip-panel.tsx';

interface StripViewProps {
  readonly database: string;
  readonly overview: CoverageOverview;
  readonly group: string | null;
}

/** A number of every step as dots: rows of what was done, side by side what it was done with. */
export function StripView({ database, overview, group }: StripViewProps): ReactNode {
  const asked: Answer<CoverageStrip> = answerOf(
    useQuery({
      ...orpc.coverage.strip.queryOptions({ input: { database, group } }),
      placeholderData: keepPreviousData,
    }),
  );
  const [, many] = overview.words.step ?? ['step', 'steps'];
  const title = `${overview.strip} of ${many}`;
  return (
    <section className={coverageClasses.still} aria-label={title}>
      {asked.failure && <FailureView failure={asked.failure} again={asked.again} />}
      {asked.data === undefined && !asked.failure && <Waiting skeleton />}
      {asked.data !== undefined && (
        <Strips {...{ database, overview, title }} answer={asked.data} stale={asked.asking} />
      )}
    </section>
  );
}

interface StripsProps extends Omit<StripViewProps, 'group'> {
  readonly answer: CoverageStrip;
  readonly title: string;
  readonly stale: boolean;
}

function Strips({ database, overview, answer, title, stale }: StripsProps): ReactNode {
  const { words } = overview;
  const step = words.step ?? (['step', 'steps'] as const);
  const rows = useMemo(() => stripRows(answer), [answer]);
  const sessions = useMemo(() => new Map(answer.episodes.map(({ session }) => [session.id, session.label])), [answer]);
  const wanted = usePlaceQuery()['session'];
  const session = wanted !== undefined && sessions.has(wanted) ? wanted : undefined;
  const axis = answer.unit === null ? '' : ` (${unitText(answer.unit)})`;
  return (
    <div data-stale={stale} className={coverageClasses.stale}>
      <div className={classes.head}>
        <h2 className={coverageClasses.title}>
          {title}
          {axis}
        </h2>
        <Select
          size="xs"
          w={200}
          aria-label={`Dots of which ${words.session[0]}`}
          data={[
            { value: '', label: `All ${words.session[1]}` },
            ...[...sessions].map(([value, label]) => ({ value, label })),
          ]}
          value={session ?? ''}
          searchable
          allowDeselect={false}
          nothingFoundMessage={`No ${words.session[0]} is called that`}
          onChange={(next) => setPlaceQuery({ session: next ?? '' }, { push: true })}
        />
        <span className={classes.count}>{countOf(answer.dots.length, step)}</span>
      </div>
      {answer.dots.length === 0 ? (
        <Empty title={`None of the ${step[1]} here says its ${answer.title.toLowerCase()}`} />
      ) : (
        <>
          <div
            className={classes.grid}
            style={{ gridTemplateColumns: `max-content repeat(${answer.sides.length}, 1fr)` }}
          >
            <span />
            {answer.sides.map((side) => (
              <h3 key={side ?? '\0'} className={classes.side}>
                {side ?? 'not told'}
              </h3>
            ))}
            {rows.map((row) => (
              <Row key={row.row ?? '\0'} {...{ database, answer, row, step, session }} />
            ))}
          </div>
          <StripLegend answer={answer} />
        </>
      )}
      {answer.notFinite > 0 && (
        <p className={classes.count}>
          {formatCount(answer.notFinite)} without a finite {answer.title.toLowerCase()} left out
        </p>
      )}
    </div>
  );
}

type RowProps = Omit<Parameters<typeof StripPanel>[0], 'strip' | 'title'>;

function Row(props: RowProps): ReactNode {
  const { row, answer } = props;
  const name = row.row ?? 'not told';
  return (
    <>
      <h3 className={classes.name}>{name}</h3>
      {row.strips.map((strip) => {
        const key = strip.side ?? '\0';
        const title = `${answer.title}, ${strip.side ?? 'not told'} ${name}`;
        return strip.dots.length === 0 ? (
          <p key={key} className={classes.none}>
            none
          </p>
        ) : (
          <StripPanel key={key} {...props} strip={strip} title={title} />
        );
      })}
    </>
  );
}
