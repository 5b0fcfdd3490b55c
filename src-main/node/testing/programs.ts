import { execFile } from 'node:child_process';
import { inject } from 'vitest';
import { askDesk } from '../../database/testing/desk.ts';
import type { Programs } from './build-programs.ts';

/** The programs of this test run; builds them when no test has asked before. */
export function programs(): Promise<Programs> {
  asked ??= askDesk<Programs>(inject('programs'));
  return asked;
}

let asked: Promise<Programs> | undefined;

/** How a command ended, and what it printed. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `starling` with these words, as a process of its own. */
export async function runStarling(words: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  const { cli } = await programs();
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...words], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}
