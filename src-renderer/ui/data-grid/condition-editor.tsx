import { Button, Group, Popover, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Condition } from '#shared/model/filter.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { type ConditionOp, isComplete, opsFor, wordsOf } from './condition-words.ts';

interface ConditionEditorProps {
  readonly opened: boolean;
  readonly columns: readonly AnswerColumn[];
  readonly condition?: Condition;
  readonly children: ReactNode;
  close(): void;
  onDone(condition: Condition): void;
}

/** A small form over the chip or button it belongs to. */
export function ConditionEditor({ opened, children, close, ...rest }: ConditionEditorProps): ReactNode {
  return (
    <Popover
      opened={opened}
      onChange={(next) => !next && close()}
      position="bottom-start"
      trapFocus
      withinPortal
      withRoles={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <span>{children}</span>
      </Popover.Target>
      <Popover.Dropdown>{opened && <ConditionForm {...rest} />}</Popover.Dropdown>
    </Popover>
  );
}

type ConditionFormProps = Pick<ConditionEditorProps, 'columns' | 'condition' | 'onDone'>;

function ConditionForm({ columns, condition, onDone }: ConditionFormProps): ReactNode {
  const [draft, setDraft] = useState<Condition>(
    condition ?? { column: columns[0]?.name ?? '', op: firstOp(columns[0]), values: [''] },
  );
  const kind = columns.find(({ name }) => name === draft.column)?.kind ?? 'other';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete(draft)) onDone(draft);
  };
  const setColumn = (name: string | null) => {
    const column = columns.find((one) => one.name === name);
    if (column === undefined) return;
    const op = opsFor(column.kind).includes(draft.op) ? draft.op : firstOp(column);
    setDraft({ ...draft, column: column.name, op });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs" w={300}>
        <Select
          aria-label="Column"
          searchable
          data={columns.map(({ name, title, unit }) => ({
            value: name,
            label: unit === null ? title : `${title} in ${unit}`,
          }))}
          value={draft.column}
          allowDeselect={false}
          onChange={setColumn}
          comboboxProps={{ withinPortal: false }}
        />
        <Select
          aria-label="Condition"
          data={opsFor(kind).map((op) => ({ value: op, label: wordsOf(op).words }))}
          value={draft.op}
          allowDeselect={false}
          onChange={(op) => op !== null && setDraft({ ...draft, op: op as ConditionOp })}
          comboboxProps={{ withinPortal: false }}
        />
        <ValueFields draft={draft} setValues={(values) => setDraft({ ...draft, values: [...values] })} />
        <Group justify="flex-end">
          <Button type="submit" disabled={!isComplete(draft)}>
            Apply
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ValueFieldsProps {
  readonly draft: Condition;
  setValues(values: readonly string[]): void;
}

function ValueFields({ draft: { op, values }, setValues }: ValueFieldsProps): ReactNode {
  const wanted = wordsOf(op).values;
  if (wanted === 'none') return null;
  if (wanted === 'many') {
    return (
      <TagsInput
        aria-label="Values"
        placeholder="Value, then Enter"
        value={values.filter((value) => value !== '')}
        onChange={setValues}
        comboboxProps={{ withinPortal: false }}
      />
    );
  }
  const fields = wanted === 'two' ? ['From', 'To'] : ['Value'];
  return (
    <Group gap="xs" grow>
      {fields.map((label, at) => (
        <TextInput
          key={label}
          aria-label={label}
          placeholder={label}
          data-autofocus={at === 0 || undefined}
          value={values[at] ?? ''}
          onChange={(event) =>
            setValues(fields.map((_, one) => (one === at ? event.currentTarget.value : (values[one] ?? ''))))
          }
        />
      ))}
    </Group>
  );
}

function firstOp(column: AnswerColumn | undefined): ConditionOp {
  return column?.kind === 'text' ? 'contains' : '=';
}
