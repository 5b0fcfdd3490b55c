import { Select } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import type { TrainingCurve, TrainingOverview } from '#shared/model/training.ts';
import { countOf } from '../../format/number.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { createCrosshair } from '../trends/crosshair.ts';
import type { Option } from '../trends/use-options.ts';
import { ActionsView } from './actions-view.tsx';
import { CheckpointList } from './checkpoint-list.tsx';
import { CurvePanels } from './curve-panels.tsx';
import { PhaseLegend } from './phases.tsx';
import classes from './training.module.css';
import { useActionsOver, useCurve } from './use-training.ts';
import type { TrainingView } from './view.ts';

interface TrainingCurveViewProps {
  readonly database: string;
  readonly overview: TrainingOverview;
  readonly view: TrainingView;
  readonly session: Option;
  onView(part: Partial<TrainingView>): void;
}

/** How a training came along: a measure over its episodes with phases and checkpoints, and what actions were taken. */
export function TrainingCurveView({ database, overview, view, session, onView }: TrainingCurveViewProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const [crosshair] = useState(createCrosshair);
  const facet = view.facet !== undefined && view.facet < overview.facets.length ? view.facet : undefined;
  const measure = overview.measures.find(({ id }) => id === view.measure)?.id;
  const asked = useCurve(database, { session: session.id, measure, facet }, width);
  const curve = asked.data;
  const hasSteps = overview.entities !== null || overview.actions;
  const choose = (checkpoint: number | undefined) => onView({ checkpoint });
  const open = (episode: string) => onView({ part: 'episode', episode, session: session.id });
  return (
    <div ref={frame} className={classes.parts}>
      <section aria-label="Course of the training">
        <Choices {...{ overview, curve, facet, onView }} />
        {asked.failure && <FailureView failure={asked.failure} again={asked.again} />}
        {curve === undefined && !asked.failure && <Waiting skeleton />}
        {curve?.episodes === 0 && <Empty title="No episode of this training was logged yet" />}
        {curve !== undefined && curve.episodes > 0 && (
          <div data-stale={asked.asking} className={classes.stale}>
            <CurvePanels
              {...{ database, curve, width, crosshair }}
              facet={facet === undefined ? undefined : overview.facets[facet]}
              onOpen={hasSteps ? open : undefined}
              chosen={view.checkpoint}
              onChoose={choose}
            />
            <PhaseLegend curve={curve} />
            {overview.checkpoints !== null && (
              <CheckpointList
                {...{ database, curve, session: session.id }}
                records={overview.checkpoints}
                chosen={view.checkpoint}
                onChoose={choose}
              />
            )}
          </div>
        )}
      </section>
      {overview.actions && <ActionsOver {...{ database, session: session.id, width, crosshair }} />}
    </div>
  );
}

interface ChoicesProps {
  readonly overview: TrainingOverview;
  readonly curve: TrainingCurve | undefined;
  readonly facet: number | undefined;
  onView(part: Partial<TrainingView>): void;
}

function Choices({ overview, curve, facet, onView }: ChoicesProps): ReactNode {
  const facets = [
    { value: '', label: 'All together' },
    ...overview.facets.map((title, at) => ({ value: String(at), label: `By ${title.toLowerCase()}` })),
  ];
  return (
    <div className={classes.titleLine}>
      <h2>Course of the training</h2>
      {curve !== undefined && <span className={classes.quiet}>{countOf(curve.episodes, ['episode', 'episodes'])}</span>}
      <Select
        size="xs"
        w={190}
        aria-label="What is drawn"
        data={overview.measures.map(({ id, title }) => ({ value: id, label: title }))}
        value={curve?.measure.id ?? overview.measures[0]?.id ?? null}
        allowDeselect={false}
        searchable
        onChange={(measure) => onView({ measure: measure ?? undefined })}
      />
      {overview.facets.length > 0 && (
        <Select
          size="xs"
          w={150}
          aria-label="Taken apart"
          data={facets}
          value={facet === undefined ? '' : String(facet)}
          allowDeselect={false}
          onChange={(next) => onView({ facet: next === null || next === '' ? undefined : Number(next) })}
        />
      )}
    </div>
  );
}

type ActionsOverProps = Omit<Parameters<typeof ActionsView>[0], 'asked' | 'title'> & {
  readonly database: string;
  readonly session: string;
};

function ActionsOver({ database, session, ...shared }: ActionsOverProps): ReactNode {
  const asked = useActionsOver(database, session, shared.width);
  return <ActionsView {...shared} asked={asked} title="Actions over the training" />;
}
