import { type ReactNode, useMemo, useRef } from 'react';
import type { KeptWorkspace } from '#shared/contract/workspaces.ts';
import { useAction } from '../../client/actions.ts';
import { readAgain } from '../../client/client.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Split } from '../../ui/split.tsx';
import { useStable } from '../../ui/use-stable.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { CHART_LEFT, CHART_RIGHT } from '../series/chart.tsx';
import { pointsPerLine } from '../series/lines.ts';
import { readView, writeView } from '../trends/view.ts';
import type { Range } from './questions.ts';
import { type SourceState, useSourceStates } from './source-states.ts';
import { SourcesPanel } from './sources-panel.tsx';
import { useChanges, useKept } from './use-workspace.ts';
import { useWorkspaceChart } from './use-workspace-chart.ts';
import { WorkspaceChart } from './workspace-chart.tsx';
import { WorkspaceControls } from './workspace-controls.tsx';
import classes from './workspaces.module.css';

interface WorkspacePageProps {
  readonly id: string;
}

/** Series of several databases on one axis, as a file says. */
export function WorkspacePage({ id }: WorkspacePageProps): ReactNode {
  const kept = useKept(id);
  const label = kept.data?.workspace.title ?? id;
  useCrumbs([{ label, place: { at: 'workspace', workspace: id } }]);
  if (kept.data) return <Shown kept={kept.data} />;
  if (kept.failure) return <FailureView failure={kept.failure} again={kept.again} />;
  return <Waiting skeleton />;
}

function Shown({ kept }: { readonly kept: KeptWorkspace }): ReactNode {
  const { workspace } = kept;
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const query = usePlaceQuery();
  const range = useMemo(() => readView(query).range, [query]);
  const changes = useChanges(kept.id);
  const states = useSourceStates(workspace.sources);
  const open = useOpen(states);
  const pixels = Math.max(width - CHART_LEFT - CHART_RIGHT, 1) * window.devicePixelRatio;
  const points = width === 0 ? 0 : pointsPerLine(pixels, workspace.series.length);
  const { asked, drawn } = useWorkspaceChart(workspace, open, range, points);
  useAction('undo', changes.undo, { enabled: changes.canUndo });
  useAction('redo', changes.redo, { enabled: changes.canRedo });
  useAction('reload', () => {
    for (const database of open.values()) void readAgain(database);
  });
  return (
    <div className={classes.page}>
      <WorkspaceControls kept={kept} changes={changes} range={range} onRange={toRange} />
      <Split name="workspace" axis="x" initial={340} least={[380, 250]} label="Width of the series">
        <div ref={frame} className={classes.chart}>
          <WorkspaceChart {...{ workspace, states, asked, drawn }} onRange={toRange} change={changes.change} />
        </div>
        <SourcesPanel workspace={workspace} states={states} asked={asked} change={changes.change} />
      </Split>
    </div>
  );
}

function toRange(range: Range | undefined): void {
  setPlaceQuery(writeView({ range }), { push: true });
}

/** Ids of the databases that are open, by the ids of their sources. */
function useOpen(states: readonly SourceState[]): ReadonlyMap<string, string> {
  const open = states.flatMap(({ source, state, info }) =>
    state === 'open' && info !== undefined ? [[source.id, info.id] as const] : [],
  );
  return useStable(new Map(open), JSON.stringify(open));
}
