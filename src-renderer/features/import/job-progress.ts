import type { ImportCounts } from '#shared/model/import.ts';
import type { ImportJob } from '#shared/model/import-job.ts';

/** Where an import is, in all. */
export interface JobProgress {
  /** 0–1, or `null` while nothing tells. */
  readonly share: number | null;
  readonly rows: number;
  readonly bytes: number;
  /** Milliseconds since it began to run. */
  readonly elapsed: number;
  /** Rows in a second, over the whole run; `null` before there are any. */
  readonly rate: number | null;
  /** Milliseconds, where it can be told. */
  readonly left: number | null;
}

/** Time left is told after this long, when the rate says something. */
const tellsAfter = 1500;

export function progressOf({ progress, reports, bytes, started, finished }: ImportJob, now: number): JobProgress {
  const begun = started === null ? now : Date.parse(started);
  const elapsed = Math.max(0, (finished === null ? now : Date.parse(finished)) - begun);
  const over = reports.reduce((sum, report) => sum + report.bytes, 0);
  const isOver = finished !== null;
  const here = isOver ? 0 : (progress?.bytes ?? 0) * (progress?.share ?? 0);
  const rows = totalCounts({ reports }).read + (isOver ? 0 : (progress?.rows ?? 0));
  const share = isOver ? 1 : shareOf(over, here, bytes, progress);
  return {
    share,
    rows,
    bytes: over + here,
    elapsed,
    rate: rows > 0 && elapsed > 0 ? (rows * 1000) / elapsed : null,
    left: share === null || isOver || share < 0.01 || elapsed < tellsAfter ? null : (elapsed * (1 - share)) / share,
  };
}

/** By bytes where the size of everything is known; folders are only counted while they are read, so else by sets. */
function shareOf(over: number, here: number, bytes: number, progress: ImportJob['progress']): number | null {
  if (progress === null || (progress.share === null && over === 0)) return null;
  const size = over + progress.bytes;
  if (bytes > 0 && bytes >= size) return Math.min(1, (over + here) / bytes);
  if (progress.sets === 1) return progress.share;
  return (progress.set + (progress.share ?? 0)) / progress.sets;
}

export function totalCounts({ reports }: Pick<ImportJob, 'reports'>): ImportCounts {
  const sum = (key: keyof ImportCounts) => reports.reduce((total, { counts }) => total + counts[key], 0);
  return { read: sum('read'), written: sum('written'), rejected: sum('rejected'), skipped: sum('skipped') };
}

export const isOver = ({ finished }: ImportJob): boolean => finished !== null;
