import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { setPlaceQuery, usePlaceQuery } from '../../../client/place.ts';

/** Whether what was said is searched too; it stands in the address. */
export function useConversationsToo(): boolean {
  return usePlaceQuery()['said'] === 'true';
}

export function ConversationsToo(): ReactNode {
  return (
    <Checkbox
      label="Conversations too"
      checked={useConversationsToo()}
      onChange={(event) => setPlaceQuery({ said: event.currentTarget.checked ? 'true' : '' })}
    />
  );
}
