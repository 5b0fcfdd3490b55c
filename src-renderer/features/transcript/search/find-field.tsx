import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useAction } from '../../../client/actions.ts';
import { setPlaceQuery, usePlaceQuery } from '../../../client/place.ts';

/** What is looked for; it goes into the address a moment after the last key. */
export function FindField(): ReactNode {
  const { find = '' } = usePlaceQuery();
  const [typed, setTyped] = useState(find);
  const [held] = useDebouncedValue(typed, 250);
  const field = useRef<HTMLInputElement>(null);
  const written = useRef(find);
  useEffect(() => {
    if (find !== written.current) setTyped(find);
    written.current = find;
  }, [find]);
  useEffect(() => {
    if (held === written.current) return;
    written.current = held;
    setPlaceQuery({ find: held, side: '' });
  }, [held]);
  useAction('filter', () => field.current?.select());
  return (
    <TextInput
      ref={field}
      type="search"
      w={220}
      aria-label="Find in the texts"
      placeholder="Find in the texts"
      leftSection={<IconSearch size={14} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
