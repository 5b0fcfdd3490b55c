import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { ChartLook, ChartRequest, ChartSet } from '#shared/chart/request.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './chart-dialog.module.css';

interface ChartPreviewProps {
  /** One chart, or a page of several. */
  readonly chart: ChartRequest | ChartSet;
  /** Nothing while the fields hold no look. */
  readonly look: ChartLook | undefined;
}

/** The chart as it will be written: the very file. */
export function ChartPreview({ chart, look }: ChartPreviewProps): ReactNode {
  const drawn = useQuery({
    queryKey: ['chart preview', chart, look],
    queryFn: async ({ signal }) => {
      if (look === undefined) return undefined;
      const bytes =
        'charts' in chart
          ? await client.exports.drawCharts({ set: chart, look, format: 'svg' }, { signal })
          : await client.exports.drawChart({ chart, look, format: 'svg' }, { signal });
      return new Blob([await bytes.arrayBuffer()], { type: 'image/svg+xml' });
    },
    enabled: look !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const address = useAddress(drawn.data);
  return (
    <div className={classes.preview} data-theme={look?.theme}>
      {drawn.error !== null && <p className={classes.wrong}>{failureOf(drawn.error).message}</p>}
      {drawn.error === null && address === undefined && <Waiting />}
      {drawn.error === null && address !== undefined && <img src={address} alt="The chart as it will be exported" />}
    </div>
  );
}

/** An address for bytes, as long as they are shown. */
function useAddress(bytes: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (bytes === undefined) return;
    const made = URL.createObjectURL(bytes);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return address;
}
