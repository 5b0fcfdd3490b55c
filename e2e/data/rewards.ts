import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder with a CSV file that no lens of ours knows: the rewards of two runs over forty steps. */
export function rewardsFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const rows = ['first', 'second'].flatMap((run, at) =>
    Array.from({ length: 40 }, (_, step) => `${run},${step},${step * (at + 1) + (step % 3)}`),
  );
  writeFileSync(join(folder, 'rewards.csv'), `run,step,reward\n${rows.join('\n')}\n`);
  return folder;
}
