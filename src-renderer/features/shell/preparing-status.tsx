import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { SeriesAnswer } from '#shared/model/experiment.ts';
import { PREPARED_FROM } from '#shared/model/preparing.ts';
import { orpc, queryClient } from '../../client/client.ts';
import { shortCount } from '../../format/number.ts';
import classes from './status-bar.module.css';

/** Milliseconds between two looks while something is prepared. */
const PAUSE = 1000;

/** How far a long series is prepared for quick zooms; nothing where none is. */
export function PreparingStatus({ database }: { readonly database: string }): ReactNode {
  const options = orpc.follow.preparing.queryOptions({ input: { database } });
  const { data } = useQuery({ ...options, refetchInterval: ({ state }) => (state.data ? PAUSE : false), retry: false });
  const key = JSON.stringify(options.queryKey);
  useEffect(
    () =>
      queryClient.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'success') return;
        if (isLong(event.query.queryKey, event.query.state.data)) {
          void queryClient.invalidateQueries({ queryKey: JSON.parse(key) as readonly unknown[] });
        }
      }),
    [key],
  );
  if (data == null || data.done === null) return null;
  const title = 'Long series are read once in the background, so that zooms into them are quick. Nothing waits for it.';
  return (
    <span className={classes.item} title={title}>
      Preparing {shortCount(data.rows)} rows for quick zooming… {Math.floor(data.done * 100)} %
    </span>
  );
}

/** Whether an answer is of lines with many rows. */
function isLong([path]: readonly unknown[], data: unknown): boolean {
  if (!Array.isArray(path) || path[0] !== 'series' || path[1] !== 'get') return false;
  const { series = [] } = (data ?? {}) as Partial<SeriesAnswer>;
  return series.reduce((sum, { rows }) => sum + rows, 0) > PREPARED_FROM;
}
