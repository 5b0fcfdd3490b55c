import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * A third of everybody else's share. Systems that know shares would leave an import a tenth at `PRIORITY_BELOW_NORMAL`:
 * beside a training on all cores it would hardly move. Windows knows nothing in between.
 */
export const below = process.platform === 'win32' ? constants.priority.PRIORITY_BELOW_NORMAL : 5;

/**
 * From here on this process comes behind the windows and whatever else the machine has to do; where nothing waits, it is
 * as quick as before. Where a sandbox forbids it, it goes on as it is.
 */
export function giveWay(): void {
  try {
    for (const thread of threads()) if (getPriority(thread) < below) setPriority(thread, below);
  } catch {
    // An import needs no priority.
  }
}

/** Linux has a priority for each thread, which those that it starts inherit; elsewhere there is one, of the process. */
function threads(): readonly number[] {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0];
}
