import { useCallback, useEffect, useRef, useState } from 'react';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { addPiece, endRun, mostRows, type Run, startRun } from './run-state.ts';

interface Runner {
  readonly run: Run | undefined;
  start(sql: string): void;
  cancel(): void;
}

/** Runs one statement at a time; another start, *Cancel* and leaving the page end the one before, down to the engine. */
export function useRun(database: string, onEnd: (run: Run) => void): Runner {
  const [run, setRun] = useState<Run>();
  const running = useRef<AbortController>(undefined);
  const ended = useRef(onEnd);
  useEffect(() => {
    ended.current = onEnd;
  });
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback(
    (sql: string) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      void follow(database, sql, controller.signal, (next) => {
        if (running.current !== controller) return;
        setRun(next);
        if (next.state !== 'running') ended.current(next);
      });
    },
    [database],
  );
  const cancel = useCallback(() => running.current?.abort(), []);
  return { run, start, cancel };
}

let last = 0;

async function follow(database: string, sql: string, signal: AbortSignal, tell: (run: Run) => void): Promise<void> {
  last += 1;
  let run = startRun(last, sql, performance.now());
  tell(run);
  try {
    for await (const piece of await client.sql.run({ database, sql, limit: mostRows + 1 }, { signal })) {
      run = addPiece(run, piece);
    }
    tell({ ...run, state: 'done', milliseconds: run.milliseconds || performance.now() - run.started });
  } catch (thrown) {
    const failure = signal.aborted ? { code: 'CANCELLED' as const, message: 'Cancelled' } : failureOf(thrown);
    tell(endRun(run, failure, performance.now()));
  }
}
