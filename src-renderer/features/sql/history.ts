import { useSetting } from '../../client/settings.ts';
import type { Run } from './run-state.ts';

/** A statement that was run. */
export interface Remembered {
  readonly sql: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly milliseconds: number;
  /** `null` when it failed or was cancelled. */
  readonly rows: number | null;
}

const most = 100;
const none: readonly Remembered[] = [];

/** The newest first; the same statement once. */
export function remember(history: readonly Remembered[], run: Run, at: string): readonly Remembered[] {
  const { sql, milliseconds, state, rows } = run;
  const entry = { sql, at, milliseconds, rows: state === 'done' ? rows.length : null };
  return [entry, ...history.filter((one) => one.sql !== sql)].slice(0, most);
}

export function useHistory(
  database: string,
): readonly [readonly Remembered[], (history: readonly Remembered[]) => void] {
  return useSetting(`sql.history.${database}`, none);
}
