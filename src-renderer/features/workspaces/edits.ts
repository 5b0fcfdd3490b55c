import type { Workspace, WorkspaceSeries, WorkspaceSource } from '#shared/model/workspace.ts';
import { mostSeries } from '#shared/model/workspace-text.ts';
import { say } from '../../ui/toast.ts';
import { sameSource } from '../welcome/open.ts';
import type { Changes } from './use-workspace.ts';

type Change = Changes['change'];

export function changeSeries(now: Workspace, id: string, part: Partial<WorkspaceSeries>): Workspace {
  return { ...now, series: now.series.map((each) => (each.id === id ? { ...each, ...part } : each)) };
}

/** A series is taken out; it can be put back where it was. */
export function removeSeries(gone: WorkspaceSeries, label: string, change: Change): void {
  remove((each) => each.id === gone.id, change, `${label} is taken out`);
}

/** A database is taken out with all its series. */
export function removeSource(gone: WorkspaceSource, change: Change): void {
  remove((each) => each.source === gone.id, change, `${gone.label} is taken out`, gone.id);
}

function remove(isGone: (series: WorkspaceSeries) => boolean, change: Change, text: string, source?: string): void {
  let before: Workspace | undefined;
  change((now) => {
    before = now;
    const series = now.series.filter((each) => !isGone(each));
    const used = (id: string) => id !== source && series.some((each) => each.source === id);
    return { ...now, series, sources: now.sources.filter(({ id }) => used(id)) };
  });
  const run = () => change((now) => (before === undefined ? now : putBack(now, before)));
  say({ text, action: { label: 'Undo', run } });
}

/** What `now` lacks of `before`, in its place; what was changed since stays. */
export function putBack(now: Workspace, before: Workspace): Workspace {
  const merge = <T extends { readonly id: string }>(present: readonly T[], earlier: readonly T[]): T[] => {
    const added = present.filter(({ id }) => !earlier.some((each) => each.id === id));
    return [...earlier.map((each) => present.find(({ id }) => id === each.id) ?? each), ...added];
  };
  return { ...now, sources: merge(now.sources, before.sources), series: merge(now.series, before.series) };
}

export function replaceSource(now: Workspace, id: string, next: WorkspaceSource): Workspace {
  return { ...now, sources: now.sources.map((each) => (each.id === id ? next : each)) };
}

/** What a new workspace is called until somebody gives it a name. */
export function freeTitle(others: readonly { readonly title: string }[]): string {
  let number = 1;
  while (others.some(({ title }) => title === `Workspace ${number}`)) number += 1;
  return `Workspace ${number}`;
}

export type NewSeries = Pick<WorkspaceSeries, 'measure' | 'of' | 'x'>;

export interface Added {
  readonly workspace: Workspace;
  readonly added: number;
  /** Those that were there already, and those for which there was no room. */
  readonly known: number;
  readonly left: number;
}

/** Series of a database more; those that are there already are not there twice. */
export function withSeries(
  now: Workspace,
  { source, label }: Pick<WorkspaceSource, 'source' | 'label'>,
  series: readonly NewSeries[],
): Added {
  const own = now.sources.find((each) => sameSource(each.source, source)) ?? { id: crypto.randomUUID(), label, source };
  const fresh = series.filter((each) => !now.series.some((old) => old.source === own.id && isSame(old, each)));
  const room = fresh.slice(0, Math.max(0, mostSeries - now.series.length));
  const made = room.map((each): WorkspaceSeries => {
    const look = { label: '', colour: null, dash: null, hidden: false };
    return { ...each, ...look, id: crypto.randomUUID(), source: own.id, along: { scale: 1, offset: 0 } };
  });
  const sources = now.sources.includes(own) || made.length === 0 ? now.sources : [...now.sources, own];
  return {
    workspace: { ...now, sources, series: [...now.series, ...made] },
    added: made.length,
    known: series.length - fresh.length,
    left: fresh.length - room.length,
  };
}

function isSame(one: NewSeries, other: NewSeries): boolean {
  return (
    one.measure.id === other.measure.id &&
    one.of.level === other.of.level &&
    one.of.id === other.of.id &&
    one.x === other.x
  );
}
