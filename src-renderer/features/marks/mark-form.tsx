import { Button, Checkbox, Group, Select, TagsInput, Textarea } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { Mark } from '#shared/model/mark.ts';
import { type Draft, draftOf, keepDraft } from './drafts.ts';
import type { Target } from './marked-here.ts';
import { saveMark, useAllMarks } from './use-marks.ts';

interface MarkFormProps {
  readonly database: { readonly id: string; readonly label: string };
  /** What the place is called. */
  readonly label: string;
  readonly targets: readonly Target[];
  /** Changed instead of a new one. */
  readonly edited: Mark | undefined;
  /** Of what was begun here and left with Escape. */
  readonly name: string;
  /** A tag or a word of the note was written. */
  onBegin(): void;
  onDone(): void;
}

/** A star, tags and a note; begun ones outlast Escape until they are saved or cancelled. */
export function MarkForm({ database, label, targets, edited, name, onBegin, onDone }: MarkFormProps): ReactNode {
  const [draft, setDraft] = useState<Draft>(draftOf(name) ?? edited ?? { starred: true, tags: [], note: '' });
  const { starred, tags, note } = draft;
  const [which, setWhich] = useState('0');
  const known = useKnownTags();
  const target = targets[Number(which)] ?? targets[0];
  const save = async () => {
    const of = edited ?? (target && { ...target.marked, database, label });
    if (of === undefined) return;
    if (await saveMark({ ...of, starred, tags: [...tags], note })) end();
  };
  const end = () => {
    keepDraft(name, undefined);
    onDone();
  };
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    keepDraft(name, next);
    setDraft(next);
    onBegin();
  };
  return (
    <form
      onInput={onBegin}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {edited === undefined && targets.length > 1 && (
        <Select
          label="What"
          data={targets.map(({ title }, at) => ({ value: String(at), label: title }))}
          value={which}
          onChange={(value) => setWhich(value ?? '0')}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      <Checkbox
        mt="xs"
        label="Star"
        checked={starred}
        onChange={(event) => change({ starred: event.currentTarget.checked })}
      />
      <TagsInput
        mt="xs"
        label="Tags"
        data={[...known]}
        value={[...tags]}
        onChange={(next) => change({ tags: next })}
        acceptValueOnBlur
        comboboxProps={{ withinPortal: false }}
      />
      <Textarea
        mt="xs"
        label="Note"
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
        value={note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
      <Group mt="sm" gap="xs" justify="flex-end">
        <Button variant="default" onClick={end}>
          Cancel
        </Button>
        <Button type="submit">{edited === undefined ? 'Mark' : 'Save'}</Button>
      </Group>
    </form>
  );
}

function useKnownTags(): readonly string[] {
  const { data } = useAllMarks();
  return useMemo(() => [...new Set((data ?? []).flatMap(({ tags }) => tags))].toSorted(), [data]);
}
