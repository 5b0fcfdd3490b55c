import type { KeptWorkspace } from '#shared/contract/workspaces.ts';
import { largestWorkspace, newWorkspace, workspaceExtension, workspaceText } from '#shared/model/workspace-text.ts';
import { client, queryClient } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { toPlace } from '../../client/place.ts';
import { giveFile } from '../../ui/give-file.ts';
import { say } from '../../ui/toast.ts';
import { freeTitle } from './edits.ts';
import { keyOf, listAgain } from './use-workspace.ts';

/** Opens the file of a workspace where it lies. */
export function openWorkspace(path: string): Promise<void> {
  return arrive(() => client.workspaces.open({ path }));
}

/** Takes the file of a workspace that a browser was given: its path is nobody's business there, so it is kept as a copy. */
export async function takeWorkspace(file: File): Promise<void> {
  if (file.size > largestWorkspace) throw new Error('it is larger than any workspace');
  const text = await file.text();
  await arrive(() => client.workspaces.take({ text, name: file.name }));
}

export function createWorkspace(others: readonly { readonly title: string }[]): Promise<void> {
  return arrive(() => client.workspaces.create({ workspace: newWorkspace(freeTitle(others)) }));
}

/** Another file of it, which is gone on with where there is a dialog for its place; fetched elsewhere. */
export async function saveElsewhere({ id, workspace }: KeptWorkspace): Promise<void> {
  if (window.desktop === undefined) {
    giveFile([workspaceText(workspace)], 'application/json', workspace.title, workspaceExtension);
    return;
  }
  await arrive(() => client.workspaces.saveAs({ id }));
}

async function arrive(ask: () => Promise<KeptWorkspace | null>): Promise<void> {
  try {
    const kept = await ask();
    await listAgain();
    if (kept === null) return;
    queryClient.setQueryData(keyOf(kept.id), kept);
    toPlace({ at: 'workspace', workspace: kept.id });
  } catch (thrown) {
    say({ text: failureOf(thrown).message, tone: 'bad' });
  }
}
