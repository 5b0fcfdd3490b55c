import type { DuckDBConnection } from '@duckdb/node-api';
import type { TrackSource } from './track-source.ts';

/** What is taken where neither the files nor a person say it. */
export const assumedRate = 30;

/**
 * Frames per second by a clock that runs beside the frames, to a thousandth; `undefined` where it stands still or is not told.
 * `frame` and `seconds` are expressions over `from`.
 */
export async function rateByClock(
  duckdb: DuckDBConnection,
  { from, frame, seconds }: { readonly from: string; readonly frame: string; readonly seconds: string },
): Promise<number | undefined> {
  const reader = await duckdb.runAndReadAll(
    `select (arg_max(frame, seconds) - arg_min(frame, seconds)) / nullif(max(seconds) - min(seconds), 0)
     from (select ${frame} as frame, ${seconds} as seconds from ${from} t) where frame is not null and isfinite(seconds)`,
  );
  const rate = Number(reader.getRowsJson()[0]?.[0] ?? Number.NaN);
  return rate > 0 && Number.isFinite(rate) ? Math.round(rate * 1000) / 1000 : undefined;
}

/** One rate for each episode: that of the first of its files that says one. */
export function ratesOf(sources: readonly TrackSource[], chosen: number | undefined): ReadonlyMap<string, number> {
  const rates = new Map<string, number>();
  for (const [episode, files] of Map.groupBy(sources, (source) => source.episode))
    rates.set(episode, chosen ?? files.find(({ frameRate }) => frameRate !== undefined)?.frameRate ?? assumedRate);
  return rates;
}
