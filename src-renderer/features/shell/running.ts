import { useIsFetching } from '@tanstack/react-query';
import { useAction } from '../../client/actions.ts';
import { queryClient } from '../../client/client.ts';

/** The questions under way, and the end of them: cancelling reaches the engine. */
export function useRunning(): { readonly count: number; cancel(): void } {
  const count = useIsFetching();
  const cancel = () => void queryClient.cancelQueries();
  useAction('cancel', cancel, { enabled: count > 0 });
  return { count, cancel };
}
