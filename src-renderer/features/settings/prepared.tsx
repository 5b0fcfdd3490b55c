import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client, orpc } from '../../client/client.ts';
import { formatBytes } from '../../format/number.ts';
import classes from './settings.module.css';

/** What long series take that were prepared in the background, and a way to get the room back. */
export function Prepared(): ReactNode {
  const prepared = useQuery({ ...orpc.application.prepared.queryOptions(), staleTime: 0 });
  const clear = useMutation({
    mutationFn: () => client.application.clearPrepared(),
    onSettled: () => prepared.refetch(),
  });
  const bytes = prepared.data?.bytes;
  if (bytes === undefined) return '';
  return (
    <div className={classes.prepared}>
      <span>
        {bytes === 0 ? 'None is prepared.' : `${formatBytes(bytes)}.`} Those of more than 5 million rows are prepared
        once they were drawn, so that zooming is quick.
      </span>
      <Button variant="default" disabled={bytes === 0} loading={clear.isPending} onClick={() => clear.mutate()}>
        Clear
      </Button>
    </div>
  );
}
