import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { cellToText } from '#shared/model/cell-text.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import { nameWithin } from '#shared/model/name-within.ts';
import type { Page } from '#shared/model/page.ts';
import { client } from '../../client/client.ts';
import type { FieldProps } from './parameter-field.tsx';

interface LevelFieldProps extends FieldProps {
  readonly level: 'session' | 'episode';
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** As many as a person would look through; the search finds the others. */
const SHOWN = 50;

/** A session or an episode, chosen from the list of the lens, which is searched in the engine. */
export function LevelField({ database, parameter, level, value, onValue }: LevelFieldProps): ReactNode {
  const [typed, setTyped] = useState<string>();
  const [search] = useDebouncedValue(typed ?? '', 150);
  const chosen = useOptions(
    database,
    level,
    { conditions: [{ column: 'id', op: '=', values: [value] }], limit: 1 },
    value !== '',
  );
  const found = useOptions(database, level, { search, limit: SHOWN }, true);
  const own = value === '' ? [] : [chosen.data?.options[0] ?? { value, label: value }];
  const others = (found.data?.options ?? []).filter((option) => option.value !== value);
  const more = found.data?.more ? [{ value: '\u0000more', label: 'Type to find others…', disabled: true }] : [];
  const label = own[0]?.label ?? '';
  return (
    <Select
      label={parameter.title}
      w={230}
      data={[...(typed ? [] : own), ...others, ...more]}
      value={value === '' ? null : value}
      searchable
      searchValue={typed ?? label}
      onSearchChange={(text) => setTyped(text === label ? undefined : text)}
      onDropdownClose={() => setTyped(undefined)}
      // The engine has searched already, in more than the label.
      filter={({ options }) => options}
      placeholder={parameter.optional ? 'any' : 'Choose…'}
      clearable={parameter.optional === true}
      clearButtonProps={{ 'aria-label': `Clear ${parameter.title}` }}
      allowDeselect={false}
      maxDropdownHeight={320}
      nothingFoundMessage={found.isPending ? 'Reading…' : 'Nothing is called that'}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={(next) => onValue(next ?? '', true)}
    />
  );
}

function useOptions(database: string, level: 'session' | 'episode', part: Partial<PageRequest>, enabled: boolean) {
  const request: PageRequest = { conditions: [], search: '', sort: [], limit: SHOWN, ...part };
  return useQuery({
    queryKey: ['question options', { database }, level, request],
    queryFn: async ({ signal }) => {
      const ask = level === 'session' ? client.sessions.page : client.episodes.page;
      return optionsOf(await ask({ database, request }, { signal }));
    },
    enabled,
    placeholderData: keepPreviousData,
  });
}

/** An id may be there twice; it can be chosen once. */
function optionsOf({ columns, rows, more }: Page): { readonly options: readonly Option[]; readonly more: boolean } {
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const [id, label, above] = [at('id'), at('label'), at('session_label')];
  const byId = new Map<string, Option>();
  for (const row of rows) {
    const value = cellToText(row[id] ?? null);
    const whole = above < 0 ? null : (row[above] ?? null);
    const own = cellToText(row[label] ?? null);
    byId.set(value, { value, label: nameWithin(whole === null ? null : cellToText(whole), own) });
  }
  return { options: [...byId.values()], more };
}
