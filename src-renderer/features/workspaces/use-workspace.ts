import { useQuery } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { KeptWorkspace, WorkspaceList } from '#shared/contract/workspaces.ts';
import type { Workspace } from '#shared/model/workspace.ts';
import { client, orpc, queryClient } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import { say } from '../../ui/toast.ts';

export const keyOf = (id: string) => orpc.workspaces.get.queryOptions({ input: { id } }).queryKey;

/** A workspace as its file says, read anew when its place is gone to. */
export function useKept(id: string): Answer<KeptWorkspace> {
  return answerOf(useQuery({ ...orpc.workspaces.get.queryOptions({ input: { id } }), staleTime: 0 }));
}

export function useWorkspaces(): Answer<WorkspaceList> {
  return answerOf(useQuery(orpc.workspaces.list.queryOptions({ staleTime: 0 })));
}

let saving: Promise<unknown> = Promise.resolve();

/** Shows a change at once and writes it, changes one after the other; what could not be written is said and read again. */
export async function saveWorkspace(id: string, workspace: Workspace): Promise<void> {
  queryClient.setQueryData(keyOf(id), (now: KeptWorkspace | undefined) => now && { ...now, workspace });
  const write = () => client.workspaces.save({ id, workspace });
  const written = saving.then(write, write);
  saving = written;
  try {
    await written;
    await listAgain();
  } catch (thrown) {
    say({ text: failureOf(thrown).message, tone: 'bad' });
    await queryClient.invalidateQueries({ queryKey: keyOf(id) });
  }
}

export function listAgain(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: orpc.workspaces.list.key() });
}

export interface Changes {
  change(edit: (now: Workspace) => Workspace): void;
  undo(): void;
  redo(): void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** How many changes can be taken back. */
const most = 100;

/** Changes of a workspace, each of which can be taken back as long as its page is shown. */
export function useChanges(id: string): Changes {
  const past = useRef<Workspace[]>([]);
  const future = useRef<Workspace[]>([]);
  const [, counted] = useState(0);
  const put = useCallback(
    (workspace: Workspace) => {
      counted((now) => now + 1);
      void saveWorkspace(id, workspace);
    },
    [id],
  );
  const change = useCallback(
    (edit: (now: Workspace) => Workspace) => {
      const now = presentOf(id);
      if (now === undefined) return;
      past.current = [...past.current, now].slice(-most);
      future.current = [];
      put(edit(now));
    },
    [id, put],
  );
  const move = useCallback(
    (from: { current: Workspace[] }, to: { current: Workspace[] }) => {
      const now = presentOf(id);
      const next = from.current.at(-1);
      if (now === undefined || next === undefined) return;
      from.current = from.current.slice(0, -1);
      to.current = [...to.current, now];
      put(next);
    },
    [id, put],
  );
  const undo = useCallback(() => move(past, future), [move]);
  const redo = useCallback(() => move(future, past), [move]);
  return { change, undo, redo, canUndo: past.current.length > 0, canRedo: future.current.length > 0 };
}

function presentOf(id: string): Workspace | undefined {
  return queryClient.getQueryData<KeptWorkspace>(keyOf(id))?.workspace;
}
