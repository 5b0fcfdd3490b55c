import { useEffect, useState } from 'react';
import { client, readAgainOf } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';

/** How a page that follows its database is doing. */
export interface Following {
  /** When the database was last found to be what is shown. */
  readonly asOf: Date | undefined;
  /** Why that could not be found out; tried again all the same. */
  readonly failure: string | undefined;
}

const NOT_FOLLOWING: Following = { asOf: undefined, failure: undefined };

/** Milliseconds between two looks. */
const PAUSE = 2000;

/** Looks that read everything again are followed by a pause of so many times that; one alone, among short ones, is not. */
const SHARE = 10;

/** Looks every few seconds whether somebody has changed the database, and has the charts read again if so. */
export function useFollow(database: string, on: boolean): Following {
  const [state, setState] = useState(NOT_FOLLOWING);
  useEffect(() => {
    if (!on) return;
    const ended = new AbortController();
    void follow(database, ended.signal, setState);
    return () => {
      ended.abort();
      setState(NOT_FOLLOWING);
    };
  }, [database, on]);
  return state;
}

async function follow(database: string, signal: AbortSignal, tell: (state: Following) => void): Promise<void> {
  let known: string | undefined;
  let last = 0;
  while (!signal.aborted) {
    const begun = performance.now();
    try {
      const { version, outdated } = await client.follow.version({ database }, { signal });
      const asOf = new Date();
      if (outdated) await client.databases.renew({ database }, { signal });
      if (outdated || (known !== undefined && version !== known)) await readAgainOf(database, GROUPS);
      known = version;
      if (!signal.aborted) tell({ asOf, failure: undefined });
    } catch (error) {
      if (!signal.aborted) tell({ asOf: undefined, failure: failureOf(error).message });
    }
    const took = performance.now() - begun;
    await pause(Math.max(PAUSE, SHARE * Math.min(took, last)), signal);
    last = took;
  }
}

/** What the page of trends reads. */
const GROUPS = ['series', 'cells', 'trend facts', 'trend options', 'trend parallel'];

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** `14:03:22`, by the clock of the window. */
export function clockTime(time: Date): string {
  return time.toLocaleTimeString('en-GB');
}
