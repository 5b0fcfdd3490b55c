import type { Series } from '../model/experiment.ts';
import type { AlertRule } from './rule.ts';

type Line = Pick<Series, 'id' | 'label' | 'points' | 'rows' | 'notFinite'>;

/** What is remembered of a measure between two readings. */
export interface Watched {
  /** By line: its last x, and how many rows are not finite. */
  readonly lines: ReadonlyMap<string, { readonly x: number; readonly notFinite: number }>;
  readonly rows: number;
  /** When there were last more rows than before, in milliseconds; the first reading counts. */
  readonly grew: number;
}

/** What a reading leaves to be remembered. */
export function watched(lines: readonly Line[], before: Watched | undefined, now: number): Watched {
  const rows = lines.reduce((sum, line) => sum + line.rows, 0);
  return {
    lines: new Map(
      lines.map(({ id, points, notFinite }) => [id, { x: points.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY, notFinite }]),
    ),
    rows,
    grew: before === undefined || rows !== before.rows ? now : before.grew,
  };
}

/**
 * Why a rule is broken, in words; `undefined` where it is not. Of values those count that came since the reading before,
 * and the last one, which may have changed (of the first reading the last of each line). Nothing between two readings is
 * missed: extremes are kept when lines are reduced.
 */
export function judge(
  rule: AlertRule,
  lines: readonly Line[],
  before: Watched | undefined,
  now: number,
): string | undefined {
  switch (rule.kind) {
    case 'below':
    case 'above':
      return beyond(rule, lines, before);
    case 'nan':
      return notFinite(lines, before);
    case 'silent':
      return silent(rule, lines, before, now);
  }
}

function beyond({ kind, value }: AlertRule, lines: readonly Line[], before: Watched | undefined): string | undefined {
  for (const { id, label, points } of lines) {
    const known = before?.lines.get(id)?.x;
    const fresh = known === undefined ? points.slice(-1) : points.filter(([x]) => x >= known);
    const found = fresh.find(([, y]) => (kind === 'below' ? y < value : y > value));
    if (found !== undefined) return `${label}: ${Number(found[1].toPrecision(6))} at ${found[0]}`;
  }
  return undefined;
}

function notFinite(lines: readonly Line[], before: Watched | undefined): string | undefined {
  if (before === undefined) return undefined;
  const line = lines.find(({ id, notFinite: count }) => count > (before.lines.get(id)?.notFinite ?? 0));
  if (line === undefined) return undefined;
  const more = line.notFinite - (before.lines.get(line.id)?.notFinite ?? 0);
  return `${line.label}: ${more} more ${more === 1 ? 'value' : 'values'} that are no finite number`;
}

function silent({ value }: AlertRule, lines: readonly Line[], before: Watched | undefined, now: number) {
  if (before === undefined || lines.reduce((sum, line) => sum + line.rows, 0) !== before.rows) return undefined;
  const minutes = (now - before.grew) / 60_000;
  const rows = before.rows === 1 ? '1 row' : `${before.rows} rows`;
  return minutes < value ? undefined : `${rows} since ${new Date(before.grew).toLocaleTimeString('en-GB')}`;
}
