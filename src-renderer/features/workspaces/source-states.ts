import { useCallback, useEffect, useState } from 'react';
import type { DatabaseInfo } from '#shared/model/database.ts';
import type { ErrorData } from '#shared/model/failure.ts';
import type { Source } from '#shared/model/source.ts';
import type { WorkspaceSource } from '#shared/model/workspace.ts';
import { useDatabases } from '../../client/app-state.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { sameSource } from '../welcome/open.ts';

/** How one database of a workspace is doing. */
export interface SourceState {
  readonly source: WorkspaceSource;
  readonly state: 'open' | 'opening' | 'closed' | 'failed';
  /** Why it is not open. */
  readonly failure: ErrorData | undefined;
  /** Where it is among the databases of the application, if anywhere. */
  readonly info: DatabaseInfo | undefined;
  open(): void;
}

type Attempt = 'running' | 'over' | ErrorData;

/** The databases of a workspace: each is opened once by itself, and again when a person asks. */
export function useSourceStates(sources: readonly WorkspaceSource[]): readonly SourceState[] {
  const databases = useDatabases();
  const [attempts, setAttempts] = useState<Readonly<Record<string, Attempt>>>({});
  const open = useCallback(async (source: Source) => {
    const tell = (attempt: Attempt) => setAttempts((now) => ({ ...now, [JSON.stringify(source)]: attempt }));
    tell('running');
    try {
      // A file that is not there leaves no entry among the databases.
      if (source.kind !== 'postgres') await client.files.identify({ path: source.path });
      await client.databases.open({ source });
      tell('over');
    } catch (thrown) {
      tell(failureOf(thrown));
    }
  }, []);
  useEffect(() => {
    if (databases === undefined) return;
    for (const { source } of sources) {
      const isKnown = databases.some((each) => sameSource(each.source, source));
      if (!isKnown && attempts[JSON.stringify(source)] === undefined) void open(source);
    }
  }, [databases, sources, attempts, open]);
  return sources.map((source) => {
    const info = databases?.find((each) => sameSource(each.source, source.source));
    const attempt = attempts[JSON.stringify(source.source)];
    return { source, info, ...stateOf(info, attempt), open: () => void open(source.source) };
  });
}

export function stateOf(
  info: Pick<DatabaseInfo, 'state' | 'failure'> | undefined,
  attempt: Attempt | undefined,
): Pick<SourceState, 'state' | 'failure'> {
  if (info?.state === 'open') return { state: 'open', failure: undefined };
  if (info?.state === 'opening' || attempt === 'running' || attempt === undefined) {
    return { state: 'opening', failure: undefined };
  }
  const failure = info?.failure ?? (attempt === 'over' ? undefined : attempt);
  return { state: failure === undefined ? 'closed' : 'failed', failure };
}
