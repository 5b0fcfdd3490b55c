import { ActionIcon, Menu } from '@mantine/core';
import { IconLayersIntersect } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Workspace } from '#shared/model/workspace.ts';
import { newWorkspace } from '#shared/model/workspace-text.ts';
import { useDatabase } from '../../client/app-state.ts';
import { client, queryClient } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { toPlace } from '../../client/place.ts';
import { countOf } from '../../format/number.ts';
import { say } from '../../ui/toast.ts';
import type { Asked } from '../trends/use-trends.ts';
import type { TrendsView } from '../trends/view.ts';
import { wholeOf } from './draw.ts';
import { freeTitle, type NewSeries, withSeries } from './edits.ts';
import { keyOf, listAgain, useWorkspaces } from './use-workspace.ts';

interface AddToWorkspaceProps {
  readonly database: string;
  readonly asked: readonly Asked[];
  readonly view: TrendsView;
}

/** Puts the lines that are drawn, hidden ones left out, into a workspace. */
export function AddToWorkspace({ database, asked, view }: AddToWorkspaceProps): ReactNode {
  const info = useDatabase(database);
  const workspaces = useWorkspaces().data?.workspaces ?? [];
  const series = drawnSeries(asked, view);
  const add = async (id: string | undefined) => {
    if (info === undefined) return;
    try {
      const before = id === undefined ? undefined : (await client.workspaces.get({ id })).workspace;
      const { workspace, ...counts } = withSeries(before ?? begin(view, workspaces), info, series);
      const kept =
        id === undefined
          ? await client.workspaces.create({ workspace })
          : await client.workspaces.save({ id, workspace });
      queryClient.setQueryData(keyOf(kept.id), kept);
      await listAgain();
      const run = () => toPlace({ at: 'workspace', workspace: kept.id });
      say({ text: addedText(workspace.title, counts), tone: 'good', action: { label: 'Show', run } });
    } catch (thrown) {
      say({ text: failureOf(thrown).message, tone: 'bad' });
    }
  };
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon
          size={26}
          aria-label="Add to workspace…"
          title={hasLines(view) ? ADDS : LINES_ONLY}
          disabled={series.length === 0 || asked.some(({ data }) => data === undefined)}
        >
          <IconLayersIntersect size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {workspaces.map(({ id, title }) => (
          <Menu.Item key={id} onClick={() => void add(id)}>
            {title}
          </Menu.Item>
        ))}
        {workspaces.length > 0 && <Menu.Divider />}
        <Menu.Item onClick={() => void add(undefined)}>New workspace</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const ADDS = 'Add to workspace…: these lines beside those of other databases';
const LINES_ONLY =
  'Add to workspace…: a workspace draws lines over time or order; choose them as the kind of chart first';

function hasLines({ kind, against }: TrendsView): boolean {
  return (kind === 'lines' && against === '') || kind === 'stacked';
}

/** A new one is drawn as the charts are that it comes from. */
function begin({ smooth, y }: TrendsView, others: readonly { readonly title: string }[]): Workspace {
  const workspace = newWorkspace(freeTitle(others));
  return { ...workspace, chart: { ...workspace.chart, smooth: smooth ?? null, log: y === 'log' } };
}

/** Lines over another measure have no x that others share. Of a stack the sum and its parts are lines, each by itself. */
export function drawnSeries(asked: readonly Asked[], view: TrendsView): readonly NewSeries[] {
  if (!hasLines(view)) return [];
  const isStack = view.kind === 'stacked';
  const level = view.episodes.length > 0 ? 'episode' : 'session';
  return asked.flatMap(({ data, measure: { id, title, unit } }) =>
    [...new Map((data?.series ?? []).map((line) => [wholeOf(line).id, wholeOf(line)])).values()]
      .filter((line) => !view.hidden.includes(isStack ? id : line.id))
      .map(
        (line): NewSeries => ({
          measure: { id, title, unit },
          of: { level, id: line.id, label: line.label },
          x: level === 'episode' ? view.x : 'recorded',
        }),
      ),
  );
}

interface Counts {
  readonly added: number;
  readonly known: number;
  readonly left: number;
}

function addedText(title: string, { added, known, left }: Counts): string {
  const words = ['series', 'series'] as const;
  return [
    `Added ${countOf(added, words)} to ${title}`,
    known > 0 ? `${countOf(known, words)} were in it already` : '',
    left > 0 ? `there was no room for ${countOf(left, words)}` : '',
  ]
    .filter(Boolean)
    .join('; ');
}
