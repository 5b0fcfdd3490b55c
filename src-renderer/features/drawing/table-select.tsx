import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Catalogue, TableInfo } from '#shared/model/catalogue.ts';
import type { LensSuggestion } from '#shared/model/drawing.ts';
import { shortCount } from '../../format/number.ts';
import classes from './drawing.module.css';

interface TableSelectProps {
  readonly label: string;
  readonly catalogue: Catalogue;
  readonly table: string | undefined;
  readonly schema: string | undefined;
  /** What to say for no table at all; without it there must be one. */
  readonly none: string;
  /** What speaks for tables. */
  readonly ranked?: LensSuggestion['tables'];
  onChange(table: TableInfo | undefined): void;
}

const nothing = '\0none';

/** A table of the database, or none. */
export function TableSelect({ label, catalogue, table, schema, none, ranked, onChange }: TableSelectProps): ReactNode {
  const several = new Set(catalogue.tables.map((each) => each.schema)).size > 1;
  const candidate = (each: TableInfo) => ranked?.find((one) => one.name === each.name && one.schema === each.schema);
  const tables = catalogue.tables.toSorted((a, b) => (candidate(b)?.score ?? 0) - (candidate(a)?.score ?? 0));
  const at = tables.findIndex((each) => each.name === table && (schema === undefined || each.schema === schema));
  const gone = table !== undefined && at < 0;
  return (
    <Select
      label={label}
      size="xs"
      searchable
      allowDeselect={false}
      nothingFoundMessage="No table is called that"
      value={table === undefined ? nothing : gone ? table : String(at)}
      data={[
        { value: nothing, label: none },
        ...(gone ? [{ value: table, label: `${table} (not in this database)`, disabled: true }] : []),
        ...tables.map((each, index) => ({
          value: String(index),
          label: several ? `${each.schema}.${each.name}` : each.name,
        })),
      ]}
      renderOption={({ option }) => {
        const each = tables[Number(option.value)];
        const reasons = each === undefined ? [] : (candidate(each)?.reasons ?? []);
        return (
          <span className={classes.option}>
            <span className={classes.name}>{option.label}</span>
            <span className={classes.type}>{each === undefined ? '' : aboutRows(each)}</span>
            {reasons.length > 0 && (
              <span className={classes.holds}>
                <em>{reasons.join(', ')}</em>
              </span>
            )}
          </span>
        );
      }}
      onChange={(value) => onChange(value === null || value === nothing ? undefined : tables[Number(value)])}
      comboboxProps={{ width: 340, position: 'bottom-start' }}
      maxDropdownHeight={320}
    />
  );
}

function aboutRows({ kind, estimatedRows }: TableInfo): string {
  if (kind !== 'table') return kind;
  return estimatedRows === null ? '' : `about ${shortCount(estimatedRows)} rows`;
}
