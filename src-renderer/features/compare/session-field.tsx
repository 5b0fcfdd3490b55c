import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { plural } from '../../format/words.ts';
import { useOptions } from '../trends/use-options.ts';
import type { CompareProps } from './compare-page.tsx';

/** Which sessions take part; all of them when none is chosen. */
export function SessionField({
  database,
  words,
  view,
  onView,
}: Pick<CompareProps, 'database' | 'words' | 'view' | 'onView'>): ReactNode {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 150);
  const found = useOptions(database, { level: 'session', request: { search, limit: 200 } });
  if (words.session === null) return null;
  const data = new Map(view.sessions.map((id) => [id, id]));
  for (const { id, label } of found.data?.options ?? []) data.set(id, label);
  return (
    <MultiSelect
      size="xs"
      label={`Only these ${plural(words.session)}`}
      placeholder={view.sessions.length === 0 ? 'All' : undefined}
      data={[...data].map(([value, label]) => ({ value, label }))}
      value={[...view.sessions]}
      onChange={(sessions) => onView({ sessions })}
      searchValue={typed}
      onSearchChange={setTyped}
      searchable
      clearable
      nothingFoundMessage="Nothing is called that"
    />
  );
}
