import { Tabs, useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Measure, TrajectoryHeader } from '#shared/model/experiment.ts';
import { readKeys, readRange, writeRange } from '../../client/query-words.ts';
import { useSetting } from '../../client/settings.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Split } from '../../ui/split.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { chooseMeasure } from '../series/measure-picker.tsx';
import { useMeasures } from '../series/use-series.ts';
import { FactList } from '../sessions/fact-list.tsx';
import { factsOfEpisode } from '../sessions/whole-fact.ts';
import { pickAgent, placesOf } from './agent-choice.ts';
import { AgentsPanel } from './agents-panel.tsx';
import { agentsAlone, type SplitBy } from './chart-lines.ts';
import { ChartPanel } from './chart-panel.tsx';
import { Panes } from './compare/panes.tsx';
import { hasAgents } from './head-facts.ts';
import { agentLooks, agentTypes } from './look.ts';
import { PictureTools } from './picture-tools.tsx';
import { PlayBar } from './play-bar.tsx';
import { RowsPanel } from './rows-panel.tsx';
import { trailFrames } from './trail.ts';
import { TrajectoryHead } from './trajectory-head.tsx';
import classes from './trajectory-view.module.css';
import { readText, useAddressed, useFrameInAddress, usePartInAddress, writeSelection } from './use-address.ts';
import { type Episode, useEpisode } from './use-episode.ts';
import { useWhole } from './use-header.ts';
import { type Picture, usePicture } from './use-picture.ts';
import { usePlayKeys } from './use-play-keys.ts';
import { useFirstPicture, useWants } from './use-wants.ts';

interface TrajectoryViewProps {
  readonly database: string;
  readonly header: TrajectoryHeader;
  readonly time: NonNullable<TrajectoryHeader['time']>;
}

/** Picture, time line and curves at the left, rows and agents at the side; one cursor moves them all. */
export function TrajectoryView({ database, header, time }: TrajectoryViewProps): ReactNode {
  const picture = usePicture(header.dimensions);
  const episode = useEpisode(database, header, time, picture.colour);
  useWhole(episode);
  const chosen = useChoices(episode, picture);
  useFrameInAddress(episode.cursor);
  usePlayKeys(episode.cursor);
  return (
    <div className={classes.page}>
      <TrajectoryHead database={database} header={header} />
      <Split name="trajectory.side" axis="x" initial={380} least={[430, 220]} label="Width of the side panel">
        <Left episode={episode} chosen={chosen} />
        <Side episode={episode} chosen={chosen} />
      </Split>
    </div>
  );
}

/** What a person chose to see; all of it stands in the address. */
function useChoices(episode: Episode, picture: Picture) {
  const { header, database } = episode;
  const scheme = useComputedColorScheme('light');
  const [keys, setKeys] = useAddressed('agents', readKeys, writeSelection);
  const [split, setSplit] = useAddressed('split', readSplit, (value) => (value === 'mean' ? '' : value));
  const [measure, setMeasure] = useAddressed('measure', readText, readText);
  const [range, setRange] = useAddressed('range', readRange, writeRange);
  const selected = useMemo(() => placesOf(header.agents, keys), [header.agents, keys]);
  const select = useCallback(
    (next: ReadonlySet<number>) =>
      setKeys([...next].sort((a, b) => a - b).flatMap((index) => header.agents[index]?.key ?? [])),
    [header.agents, setKeys],
  );
  const types = useMemo(() => agentTypes(header.agents, database, scheme), [header.agents, database, scheme]);
  const alone = useMemo(() => agentsAlone(header.agents, selected), [header.agents, selected]);
  const looks = useMemo(
    () =>
      agentLooks(header.agents, types, split === 'agent' ? alone : [], scheme, picture.byAgent ? database : undefined),
    [header.agents, types, split, alone, scheme, picture.byAgent, database],
  );
  useWants(episode, trailFrames(picture.trail, episode.cursor.rate));
  usePartInAddress(episode.cursor);
  return {
    ...{ keys, selected, select, types, alone, looks, split, setSplit, measure, setMeasure, range, setRange },
    picture,
  } as const;
}

type Choices = ReturnType<typeof useChoices>;

/** Without positions the curves have all the room. */
function Left({ episode, chosen }: { readonly episode: Episode; readonly chosen: Choices }): ReactNode {
  const { selected, select, picture } = chosen;
  const onLasso = (agents: readonly number[], more: boolean) =>
    select(new Set(more ? [...selected, ...agents] : agents));
  const onPick = (agent: number | undefined, more: boolean) => {
    if (agent !== undefined) select(pickAgent(selected, agent, more));
    else if (!more && selected.size > 0) select(new Set());
  };
  if (episode.header.dimensions === 0) {
    return (
      <div className={classes.column}>
        <Curves episode={episode} chosen={chosen} />
        <PlayBar episode={episode} range={chosen.range} />
      </div>
    );
  }
  return (
    <Split name="trajectory.curves" axis="y" initial={230} least={[180, 130]} label="Height of the curves">
      <div className={classes.column}>
        <Panes
          episode={episode}
          looks={chosen.looks}
          selected={selected}
          picture={picture}
          onPick={onPick}
          onLasso={onLasso}
          tools={<PictureTools episode={episode} picture={picture} />}
        />
        <PlayBar episode={episode} range={chosen.range} />
      </div>
      <Curves episode={episode} chosen={chosen} />
    </Split>
  );
}

/** How many measures without values are passed over before a chart is left empty. */
const MOST_TRIED = 8;

function Curves(props: { readonly episode: Episode; readonly chosen: Choices }): ReactNode {
  return useFirstPicture(props.episode) ? (
    <MeasuredCurves key={props.episode.header.episode} {...props} />
  ) : (
    <Waiting />
  );
}

function MeasuredCurves({ episode, chosen }: { readonly episode: Episode; readonly chosen: Choices }): ReactNode {
  const measures = useMeasures(episode.database, { episode: episode.header.episode });
  const steps = useMemo(() => measures.data?.filter(({ level }) => level === 'step') ?? [], [measures.data]);
  const [silent, setSilent] = useState<readonly string[]>([]);
  const isChosen = steps.some(({ id }) => id === chosen.measure);
  const telling = isChosen ? steps : steps.filter(({ id }) => !silent.includes(id));
  const measure: Measure | undefined = chooseMeasure(telling, chosen.measure) ?? chooseMeasure(steps, undefined);
  const passOver = (id: string) => {
    if (!isChosen && !silent.includes(id) && silent.length < MOST_TRIED) setSilent([...silent, id]);
  };
  if (measures.failure) return <FailureView failure={measures.failure} again={measures.again} />;
  if (measures.waiting) return <Waiting />;
  if (!measure) return <Empty title="Nothing here has a number per frame that could be drawn over time" />;
  return (
    <ChartPanel
      episode={episode}
      measures={steps}
      measure={measure}
      silent={isChosen ? [] : steps.filter(({ id }) => silent.includes(id))}
      onSilent={passOver}
      split={chosen.split}
      alone={chosen.alone}
      range={chosen.range}
      onMeasure={chosen.setMeasure}
      onSplit={chosen.setSplit}
      onRange={chosen.setRange}
    />
  );
}

function Side({ episode, chosen }: { readonly episode: Episode; readonly chosen: Choices }): ReactNode {
  const { header } = episode;
  const [wanted, setTab] = useSetting('trajectory.tab', 'rows');
  const tab = wanted === 'agents' && !hasAgents(header) ? 'rows' : wanted;
  const ready = useFirstPicture(episode);
  return (
    <Tabs value={tab} onChange={(next) => setTab(next ?? 'rows')} className={classes.side} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="rows">Rows</Tabs.Tab>
        {hasAgents(header) && <Tabs.Tab value="agents">Agents</Tabs.Tab>}
        <Tabs.Tab value="facts">Facts</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="rows" className={classes.panel}>
        {ready ? <RowsPanel episode={episode} agents={chosen.keys} /> : <Waiting skeleton />}
      </Tabs.Panel>
      <Tabs.Panel value="agents" className={classes.panel}>
        <AgentsPanel
          agents={header.agents}
          isSketch={header.sketch === true}
          types={chosen.types}
          looks={chosen.looks}
          selected={chosen.selected}
          onSelect={chosen.select}
        />
      </Tabs.Panel>
      <Tabs.Panel value="facts" className={classes.panel} data-scroll="true">
        {header.facts.length > 0 ? (
          <FactList facts={header.facts} whole={factsOfEpisode(episode.database, header.episode)} />
        ) : (
          <Empty title="The database says nothing about it besides its rows" />
        )}
      </Tabs.Panel>
    </Tabs>
  );
}

const readSplit = (text: string): SplitBy => (text === 'type' || text === 'agent' ? text : 'mean');
