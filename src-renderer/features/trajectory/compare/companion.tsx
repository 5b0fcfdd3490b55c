import { Button, useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { Empty } from '../../../ui/empty.tsx';
import { FailureView } from '../../../ui/failure-view.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import { agentLooks, agentTypes } from '../look.ts';
import { ReplayStage } from '../replay-stage.tsx';
import { trailFrames } from '../trail.ts';
import { type Episode, useEpisode } from '../use-episode.ts';
import { useHeader, useWhole } from '../use-header.ts';
import type { Picture } from '../use-picture.ts';
import { useWants } from '../use-wants.ts';
import classes from './compare.module.css';
import { counterpartsOf, frameWithin, type Other } from './other.ts';
import { PaneHead } from './pane-head.tsx';
import { momentIn } from './sync.ts';
import type { Compared, Together } from './use-compared.ts';

interface CompanionProps {
  /** The episode whose cursor leads. */
  readonly leader: Episode;
  readonly id: string;
  /** Which of the pictures, from 1. */
  readonly at: number;
  readonly compared: Compared;
  readonly picture: Picture;
  readonly together: Together;
  /** Indexes of the leader's agents. */
  readonly selected: ReadonlySet<number>;
  /** Picks an agent of the leader. */
  onPick(agent: number | undefined, more: boolean): void;
  onLasso(agents: readonly number[], more: boolean): void;
  /** Tells where the counterparts of the leader's agents are. */
  onOther(other: Other | undefined): void;
}

/** Another episode, at the moment that belongs to the leader's. */
export function Companion(props: CompanionProps): ReactNode {
  const { leader, id, compared } = props;
  const header = useHeader({ database: leader.database, episode: id });
  const time = header.data?.time;
  return (
    <section className={classes.pane} aria-label={`Beside it: ${header.data?.label ?? id}`}>
      {header.data && time && header.data.dimensions !== 0 ? (
        <Shown {...props} header={header.data} time={time} />
      ) : header.failure ? (
        <FailureView failure={header.failure} again={header.again} />
      ) : header.data ? (
        <Empty title={`${header.data.label} has no positions`}>
          <Button variant="default" onClick={() => compared.setOthers(compared.others.filter((each) => each !== id))}>
            Watch without it
          </Button>
        </Empty>
      ) : (
        <Waiting />
      )}
    </section>
  );
}

interface ShownProps extends CompanionProps {
  readonly header: TrajectoryHeader;
  readonly time: NonNullable<TrajectoryHeader['time']>;
}

function Shown(props: ShownProps): ReactNode {
  const { leader, id, at, compared, picture, header, time, onPick } = props;
  const episode = useEpisode(leader.database, header, time, picture.colour);
  useWhole(episode);
  const outside = useFollowing(props, episode);
  useWants(episode, trailFrames(picture.trail, episode.cursor.rate));
  const scheme = useComputedColorScheme('light');
  const looks = useMemo(() => {
    const types = agentTypes(header.agents, leader.database, scheme);
    return agentLooks(header.agents, types, [], scheme, picture.byAgent ? leader.database : undefined);
  }, [header.agents, leader.database, scheme, picture.byAgent]);
  const own = useMemo(() => counterpartsOf(header.agents, leader.header.agents), [header, leader.header]);
  const selected = useMemo(
    () => new Set(own.flatMap((index, agent) => (index !== undefined && props.selected.has(index) ? [agent] : []))),
    [own, props.selected],
  );
  return (
    <>
      <PaneHead
        {...{ episode, compared, at, outside }}
        onRemove={() => compared.setOthers(compared.others.filter((each) => each !== id))}
      />
      <ReplayStage
        {...{ episode, looks, selected, picture }}
        together={props.together}
        bare
        onPick={(agent, more) => onPick(agent === undefined ? undefined : own[agent], more)}
        onLasso={(agents, more) =>
          props.onLasso(
            agents.flatMap((agent) => own[agent] ?? []),
            more,
          )
        }
      />
    </>
  );
}

/** Moves the cursor with the leader's; the sentence for a moment that lies outside comes back. */
function useFollowing({ leader, at, compared, onOther }: ShownProps, episode: Episode): string | undefined {
  const { sync, events } = compared;
  const [outside, setOutside] = useState<string>();
  const mine = events[at] ?? episode.first;
  const theirs = events[0] ?? leader.first;
  const momentAt = useCallback(
    (time: number) => momentIn(sync, leader, episode, time, [theirs, mine]),
    [sync, leader, episode, theirs, mine],
  );
  useEffect(() => {
    const { cursor, step } = episode;
    const follow = () => {
      const moment = momentAt(leader.cursor.get().time);
      cursor.seek(moment + step * 1e-6);
      const { first, last } = cursor.frames;
      setOutside(moment < first - step / 2 ? 'Not begun' : moment > last + step / 2 ? 'Over' : undefined);
    };
    follow();
    const stops = [leader.cursor.subscribe(follow), episode.store.subscribe(follow)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [leader, episode, momentAt]);
  useEffect(() => {
    const { cursor, step, store, header } = episode;
    onOther({
      store,
      counterparts: counterpartsOf(leader.header.agents, header.agents),
      frameAt: (time) => frameWithin(cursor.frames, momentAt(time), step),
    });
    return () => onOther(undefined);
  }, [leader, episode, momentAt, onOther]);
  return outside;
}
