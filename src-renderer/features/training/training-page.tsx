import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { TrainingOverview } from '#shared/model/training.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { type Option, useOptions } from '../trends/use-options.ts';
import { EpisodeView } from './episode-view.tsx';
import { LevelSelect } from './level-select.tsx';
import classes from './training.module.css';
import { TrainingCurveView } from './training-curve.tsx';
import { useOverview } from './use-training.ts';
import { readView, type TrainingView, writeView } from './view.ts';

interface TrainingPageProps {
  readonly database: string;
}

/** A training as it went: the reward with its phases and checkpoints, and what happened inside an episode. */
export function TrainingPage({ database }: TrainingPageProps): ReactNode {
  const lens = useLens(database);
  useCrumbs([{ label: lens.data?.training ?? 'Training', place: { at: 'training', database } }]);
  const asked = useOverview(database);
  const first = useOptions(database, { level: 'session', request: { limit: 1 } });
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (asked.waiting || first.isPending) return <Waiting skeleton />;
  const [session] = first.data?.options ?? [];
  if (!asked.data || session === undefined) {
    return <Empty title="Nothing was trained in this database" text="Its rows are all in Tables" />;
  }
  return <Shown database={database} overview={asked.data} first={session} />;
}

interface ShownProps extends TrainingPageProps {
  readonly overview: TrainingOverview;
  readonly first: Option;
}

function Shown({ database, overview, first }: ShownProps): ReactNode {
  const query = usePlaceQuery();
  const view = useMemo(() => readView(query), [query]);
  const change = useCallback((part: Partial<TrainingView>) => setPlaceQuery(writeView(part), { push: true }), []);
  const session = useChosen(database, { level: 'session' }, view.session) ?? first;
  const others = useOptions(database, { level: 'episode', session: session.id, request: { limit: 1 } });
  const episode =
    useChosen(database, { level: 'episode', session: session.id }, view.episode) ?? others.data?.options[0];
  const words = useLens(database).data?.words;
  const hasSteps = overview.entities !== null || overview.actions;
  const inside = hasSteps && view.part === 'episode';
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <LevelSelect
          {...{ database, level: 'session', chosen: session, label: words?.session ?? 'session' }}
          onChoose={(id) => change({ session: id, episode: undefined, checkpoint: undefined })}
        />
        {hasSteps && (
          <SegmentedControl
            size="xs"
            aria-label="What is shown"
            data={[
              { value: 'training', label: 'Over the training' },
              { value: 'episode', label: `In one ${words?.episode ?? 'episode'}` },
            ]}
            value={view.part}
            onChange={(part) => change({ part: part === 'episode' ? 'episode' : 'training' })}
          />
        )}
        {inside && episode !== undefined && (
          <LevelSelect
            {...{ database, level: 'episode', session: session.id, chosen: episode }}
            label={words?.episode ?? 'episode'}
            onChoose={(id) => change({ episode: id })}
          />
        )}
      </div>
      {inside && episode !== undefined && (
        <EpisodeView key={session.id} {...{ database, overview, view, episode }} onView={change} />
      )}
      {inside && episode === undefined && !others.isPending && (
        <Empty title="Nothing was logged of this training yet" />
      )}
      {!inside && <TrainingCurveView key={session.id} {...{ database, overview, view, session }} onView={change} />}
      {overview.without.length > 0 && (
        <ul className={classes.without} aria-label="What is not kept here">
          {overview.without.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A session or an episode by its id, with its label once that is known. */
function useChosen(
  database: string,
  of: { readonly level: 'session' | 'episode'; readonly session?: string },
  id: string | undefined,
): Option | undefined {
  const conditions = [{ column: 'id', op: '=' as const, values: [id ?? ''] }];
  const found = useOptions(database, { ...of, request: { conditions, limit: 1 } }, id !== undefined);
  if (id === undefined) return undefined;
  return found.data?.options.find((option) => option.id === id) ?? { id, label: '…' };
}
