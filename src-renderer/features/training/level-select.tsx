import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import type { Option } from '../trends/use-options.ts';
import { useOptions } from '../trends/use-options.ts';

interface LevelSelectProps {
  readonly database: string;
  readonly level: 'session' | 'episode';
  /** Whose episodes. */
  readonly session?: string | undefined;
  readonly label: string;
  readonly chosen: Option;
  onChoose(id: string): void;
}

/** One session or one episode of a session, from the list of the lens, which is searched in the engine. */
export function LevelSelect({ database, level, session, label, chosen, onChoose }: LevelSelectProps): ReactNode {
  const [typed, setTyped] = useState<string>();
  const [search] = useDebouncedValue(typed ?? '', 150);
  const found = useOptions(database, { level, session, request: { search, limit: 50 } });
  const options = new Map(typed === undefined ? [[chosen.id, chosen.label]] : []);
  for (const option of found.data?.options ?? []) options.set(option.id, option.label);
  const more = found.data?.more ? [{ value: '\u0000more', label: 'Type to find others…', disabled: true }] : [];
  return (
    <Select
      size="xs"
      w={200}
      aria-label={label}
      data={[...[...options].map(([value, text]) => ({ value, label: text })), ...more]}
      value={chosen.id}
      searchable
      searchValue={typed ?? chosen.label}
      onSearchChange={(text) => setTyped(text === chosen.label ? undefined : text)}
      onDropdownClose={() => setTyped(undefined)}
      // The engine has searched already.
      filter={({ options: all }) => all}
      allowDeselect={false}
      maxDropdownHeight={320}
      nothingFoundMessage={found.isPending ? 'Reading…' : 'Nothing is called that'}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={(next) => {
        if (next !== null) onChoose(next);
      }}
    />
  );
}
