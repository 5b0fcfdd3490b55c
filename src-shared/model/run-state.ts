/** What a run is doing: it writes, it should but does not, it came to its end, or it broke off. */
export const runStates = ['running', 'stalled', 'completed', 'failed'] as const;
export type RunState = (typeof runStates)[number];

/** What status columns call them, in lower case. A status of none of these says nothing of the state. */
export const statusWords: Readonly<Record<'running' | 'completed' | 'failed', readonly string[]>> = {
  running: ['running', 'active', 'started', 'in_progress', 'in progress', 'training'],
  completed: ['completed', 'complete', 'finished', 'done', 'success', 'succeeded', 'terminated', 'pruned'],
  failed: ['failed', 'fail', 'error', 'errored', 'killed', 'crashed', 'aborted', 'cancelled', 'canceled', 'stopped'],
};

/** A run that has not written for so long has stalled. */
export const STALLED_AFTER_MINUTES = 10;

/** Without a status, a run that has been silent for longer may as well have ended: nothing is said of it. */
export const SILENT_AFTER_MINUTES = 24 * 60;

/** Columns of lists: the state, and when a run last wrote. */
export const STATE_COLUMN = 'run_state';
export const WRITTEN_COLUMN = 'run_written';

/** `stalled for 14 min`; `written` and `now` in milliseconds, `written` where it is known. */
export function stateText(state: RunState, written: number | undefined, now: number): string {
  return state === 'stalled' && written !== undefined ? `stalled for ${spanText(now - written)}` : state;
}

/** Why a run is said to be in a state. */
export function stateReason(state: RunState, written: number | undefined, now: number): string {
  if (state === 'completed' || state === 'failed') return 'Its status says so';
  if (written === undefined) return 'Its status says so; no time stamp tells when it last wrote';
  const ago = `It last wrote ${spanText(now - written)} ago, at ${new Date(written).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return state === 'running'
    ? ago
    : `${ago}, which is more than ${STALLED_AFTER_MINUTES} min, and nothing says that it ended`;
}

/** `3 min`, `5 h`, `2 d`. */
export function spanText(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

export function isRunState(text: string): text is RunState {
  return runStates.some((each) => each === text);
}
