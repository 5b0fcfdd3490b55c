import { MultiSelect, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ColumnLook, ColumnRole, TableLook } from '#shared/model/drawing.ts';
import type { Expression } from '#shared/model/expression.ts';
import { expressionText } from './draft.ts';
import classes from './drawing.module.css';
import { likely } from './uses.ts';

interface FieldProps {
  readonly label: string;
  /** What the table's columns may be for; `undefined` while it is looked at. */
  readonly look: TableLook | undefined;
  readonly purpose?: ColumnRole;
  /** Said where nothing is chosen. */
  readonly none?: string;
}

interface ColumnSelectProps extends FieldProps {
  readonly value: Expression | undefined;
  readonly needed?: boolean;
  onChange(column: string | undefined): void;
}

/** Stands for an expression that is more than a column: it can be kept or replaced. */
const computed = '\0computed';

/** One column of a table: the likeliest for its role first, each with its type, what speaks for it, and what it holds. */
export function ColumnSelect({ label, look, purpose, none, value, needed, onChange }: ColumnSelectProps): ReactNode {
  const isComputed = value !== undefined && typeof value !== 'string';
  const chosen = isComputed ? computed : value === '' ? null : (value ?? null);
  const groups = groupsOf(look, purpose, isComputed || value === undefined || value === '' ? [] : [value as string]);
  return (
    <div className={classes.field}>
      <Select
        label={label}
        size="xs"
        searchable
        clearable={needed !== true}
        allowDeselect={needed !== true}
        placeholder={none ?? 'None'}
        nothingFoundMessage="No column is called that"
        value={chosen}
        data={
          isComputed
            ? [{ group: 'Computed', items: [{ value: computed, label: expressionText(value) }] }, ...groups]
            : groups
        }
        renderOption={({ option }) => (
          <Option column={columnOf(look, option.value)} purpose={purpose} label={option.label} />
        )}
        onChange={(next) => next !== computed && onChange(next ?? undefined)}
        comboboxProps={{ width: 340, position: 'bottom-start' }}
        maxDropdownHeight={300}
      />
      <Sample column={columnOf(look, chosen)} />
    </div>
  );
}

interface ColumnsSelectProps extends FieldProps {
  readonly value: readonly Expression[];
  onChange(columns: string[]): void;
}

/** Several columns of a table, in the order in which they were chosen. */
export function ColumnsSelect({ label, look, purpose, none, value, onChange }: ColumnsSelectProps): ReactNode {
  const chosen = value.filter((each) => typeof each === 'string');
  const others = value.filter((each) => typeof each !== 'string');
  return (
    <div className={classes.field}>
      <MultiSelect
        label={label}
        size="xs"
        searchable
        clearable
        placeholder={value.length === 0 ? (none ?? 'None') : ''}
        nothingFoundMessage="No column is called that"
        classNames={{ inputField: classes.small }}
        value={chosen}
        data={groupsOf(look, purpose, chosen)}
        renderOption={({ option }) => (
          <Option column={columnOf(look, option.value)} purpose={purpose} label={option.label} />
        )}
        onChange={onChange}
        comboboxProps={{ width: 340, position: 'bottom-start' }}
        maxDropdownHeight={300}
      />
      {others.length > 0 && <p className={classes.sample}>and {others.map(expressionText).join(', ')}</p>}
      {chosen.length === 1 && <Sample column={columnOf(look, chosen[0])} />}
    </div>
  );
}

function groupsOf(look: TableLook | undefined, purpose: ColumnRole | undefined, chosen: readonly string[]) {
  const columns = look?.columns ?? [];
  const score = ({ roles }: ColumnLook) => (purpose === undefined ? 0 : (roles[purpose]?.score ?? 0));
  const item = ({ name }: { readonly name: string }) => ({ value: name, label: name });
  const first = columns.filter((column) => score(column) >= likely).toSorted((a, b) => score(b) - score(a));
  const rest = columns.filter((column) => score(column) < likely);
  const gone = chosen.filter((name) => !columns.some((column) => column.name === name));
  return [
    { group: 'Likely', items: first.map(item) },
    { group: first.length === 0 ? 'Columns' : 'Other columns', items: rest.map(item) },
    {
      group: look === undefined ? 'Chosen' : 'Not in this table',
      items: gone.map((name) => ({ value: name, label: name })),
    },
  ].filter(({ items }) => items.length > 0);
}

function columnOf(look: TableLook | undefined, name: string | null | undefined): ColumnLook | undefined {
  return look?.columns.find((column) => column.name === name);
}

interface OptionProps {
  readonly column: ColumnLook | undefined;
  readonly purpose: ColumnRole | undefined;
  readonly label: string;
}

function Option({ column, purpose, label }: OptionProps): ReactNode {
  const reasons = purpose === undefined ? [] : (column?.roles[purpose]?.reasons ?? []);
  return (
    <span className={classes.option}>
      <span className={classes.name}>{label}</span>
      <span className={classes.type}>{column?.type}</span>
      {column !== undefined && (
        <span className={classes.holds}>
          {reasons.length > 0 && <em>{reasons.join(', ')}</em>}
          {examplesOf(column)}
        </span>
      )}
    </span>
  );
}

/** What the chosen column is and holds. */
function Sample({ column }: { readonly column: ColumnLook | undefined }): ReactNode {
  if (column === undefined) return null;
  return (
    <p className={classes.sample} title={column.examples.join('\n')}>
      <span>{column.type}</span> {examplesOf(column)}
    </p>
  );
}

/** A few values of a column. */
export function examplesOf({ examples, nulls }: ColumnLook): string {
  if (examples.length === 0) return nulls > 0 ? 'only NULL' : 'no rows';
  return examples.map((text) => (text === '' ? '“”' : text)).join(' · ');
}
