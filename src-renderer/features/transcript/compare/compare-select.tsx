import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { cellToText } from '#shared/model/cell-text.ts';
import type { TranscriptOutline } from '#shared/model/transcript.ts';
import { orpc } from '../../../client/client.ts';
import { useLens } from '../../../client/queries.ts';

interface CompareSelectProps {
  readonly database: string;
  readonly outline: TranscriptOutline;
  /** The one that is compared with. */
  readonly chosen?: { readonly episode: string; readonly label: string } | undefined;
  onChoose(episode: string): void;
}

/** As many as a person would look through; the search finds the others. */
const SHOWN = 50;

/** Another episode to read beside this one: those of the same session first. */
export function CompareSelect({ database, outline, chosen, onChoose }: CompareSelectProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const [opened, setOpened] = useState(false);
  const words = useLens(database).data?.words;
  const session = outline.session?.id;
  const ask = (of: string | undefined) => ({
    ...orpc.episodes.page.queryOptions({
      input: { database, ...(of !== undefined && { session: of }), request: { search, limit: SHOWN } },
    }),
    enabled: opened,
    placeholderData: keepPreviousData,
  });
  const own = useQuery({ ...ask(session), enabled: opened && session !== undefined });
  const all = useQuery(ask(undefined));
  const groups = [
    { group: 'Beside this one', items: chosen === undefined ? [] : [{ value: chosen.episode, label: chosen.label }] },
    { group: `This ${words?.session ?? 'session'}`, items: session === undefined ? [] : optionsOf(own.data, false) },
    { group: 'Others', items: optionsOf(all.data, true) },
  ];
  const seen = new Set([outline.episode]);
  const data = groups.map(({ group, items }) => ({
    group,
    items: items.filter((item) => !seen.has(item.value) && seen.add(item.value)),
  }));
  return (
    <Select
      w={190}
      aria-label="Compare with"
      placeholder="Compare with…"
      data={data.filter(({ items }) => items.length > 0)}
      value={chosen?.episode ?? null}
      searchable
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpened(true)}
      filter={({ options }) => options}
      maxDropdownHeight={320}
      nothingFoundMessage={own.isPending || all.isPending ? 'Reading…' : 'There is no other'}
      comboboxProps={{ width: 'max-content', position: 'bottom-end' }}
      onChange={(next) => onChoose(next ?? '')}
    />
  );
}

type Listed = {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly unknown[])[];
};

/** Of all sessions, labels say of which they are. */
function optionsOf(page: Listed | undefined, withSession: boolean): { value: string; label: string }[] {
  const at = (name: string) => page?.columns.findIndex((column) => column.name === name) ?? -1;
  const [label, session, above] = [at('label'), at('session'), at('session_label')];
  return (page?.rows ?? []).map((row) => {
    const cell = (index: number) =>
      index < 0 ? '' : cellToText((row[index] ?? null) as Parameters<typeof cellToText>[0]);
    const of = cell(above) || cell(session);
    return { value: cell(at('id')), label: withSession && of !== '' ? `${cell(label)} · ${of}` : cell(label) };
  });
}
