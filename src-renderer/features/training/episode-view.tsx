import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import type { TrainingOverview } from '#shared/model/training.ts';
import { addressOf } from '../../client/place.ts';
import { capital } from '../../format/words.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { createCrosshair } from '../trends/crosshair.ts';
import type { Option } from '../trends/use-options.ts';
import { ActionsView } from './actions-view.tsx';
import { EntityHeatmap } from './entity-heatmap.tsx';
import { EntityPanels } from './entity-panels.tsx';
import classes from './training.module.css';
import { useActions } from './use-training.ts';
import type { TrainingView } from './view.ts';

interface EpisodeViewProps {
  readonly database: string;
  readonly overview: TrainingOverview;
  readonly view: TrainingView;
  readonly episode: Option;
  onView(part: Partial<TrainingView>): void;
}

/** What happened in one episode: every intersection beside the others, and the actions that were taken. */
export function EpisodeView({ database, overview, view, episode, onView }: EpisodeViewProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const [crosshair] = useState(createCrosshair);
  const { entities, actions } = overview;
  const measure = entities?.measures.find(({ id }) => id === view.tells) ?? entities?.measures[0];
  const shared = { database, episode: episode.id, width, crosshair };
  return (
    <div ref={frame} className={classes.parts}>
      {entities !== null && measure !== undefined && (
        <section aria-label={capital(entities.word[1])}>
          <div className={classes.titleLine}>
            <h2>{capital(entities.word[1])}</h2>
            <SegmentedControl
              size="xs"
              aria-label="What is drawn of each"
              data={entities.measures.map(({ id, title }) => ({ value: id, label: title }))}
              value={measure.id}
              onChange={(tells) => onView({ tells })}
            />
            <a href={addressOf({ at: 'episode', database, episode: episode.id })}>Open {episode.label}</a>
          </div>
          <EntityPanels {...shared} entities={entities} measure={measure} />
          <EntityHeatmap {...shared} entities={entities} measure={measure} />
        </section>
      )}
      {actions && <ActionsOfEpisode {...shared} />}
    </div>
  );
}

type ActionsProps = Omit<Parameters<typeof ActionsView>[0], 'asked' | 'title'> & {
  readonly database: string;
  readonly episode: string;
};

function ActionsOfEpisode({ database, episode, ...shared }: ActionsProps): ReactNode {
  const asked = useActions(database, episode, shared.width);
  return <ActionsView {...shared} asked={asked} title="Actions over time" />;
}
