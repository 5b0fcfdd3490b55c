import type { OpenOptions, Source } from '#shared/model/source.ts';
import { isWorkspaceFileName } from '#shared/model/workspace-text.ts';
import { currentState, onDatabases } from '../../client/app-state.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { toPlace } from '../../client/place.ts';
import { say } from '../../ui/toast.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';

/** Opens a source, or the workspace that a file holds, and goes there as soon as it is known, so that its opening and its failing are seen in one place. */
export async function openSource(source: Source, options: OpenOptions = {}): Promise<void> {
  if (source.kind === 'file' && isWorkspaceFileName(source.path)) return openWorkspace(source.path);
  const arrived = followUntilKnown(source);
  try {
    const { id } = await client.databases.open({ source, options });
    arrived.go(id);
  } catch (thrown) {
    if (!arrived.gone()) say({ text: failureOf(thrown).message, tone: 'bad' });
  } finally {
    arrived.stop();
  }
}

/** Opens again what was closed, failed or crashed. What goes wrong is told by the database's own place. */
export async function reopen(database: string, options: OpenOptions = {}): Promise<void> {
  try {
    await client.databases.reopen({ database, options });
  } catch (thrown) {
    const known = currentState().databases?.some(({ id }) => id === database) ?? false;
    if (!known) say({ text: failureOf(thrown).message, tone: 'bad' });
  }
}

export async function openSample(): Promise<void> {
  try {
    const { id } = await client.databases.openSample();
    toPlace({ at: 'database', database: id });
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.code !== 'CANCELLED') say({ text: failure.message, tone: 'bad' });
  }
}

function followUntilKnown(source: Source) {
  let gone = false;
  const go = (database: string) => {
    if (gone) return;
    gone = true;
    toPlace({ at: 'database', database });
  };
  const look = () => {
    const entry = currentState().databases?.find((one) => sameSource(one.source, source));
    if (entry !== undefined) go(entry.id);
  };
  const stop = onDatabases(look);
  look();
  return { go, gone: () => gone, stop };
}

export function sameSource(one: Source, other: Source): boolean {
  if (one.kind === 'postgres' || other.kind === 'postgres') {
    return one.kind === 'postgres' && other.kind === 'postgres' && one.profile === other.profile;
  }
  return one.path === other.path;
}

/** Where a source is, for people: its path, or `Postgres`. */
export function sourceText(source: Source): string {
  return source.kind === 'postgres' ? 'Postgres' : source.path;
}
