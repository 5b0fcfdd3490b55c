import { memo, type ReactNode, useMemo } from 'react';
import type { ImportOptions, ImportPlan, PlannedColumn, PlannedTable } from '#shared/model/import.ts';
import { countOf } from '../../format/number.ts';
import { useInTurn } from '../../ui/in-turn.tsx';
import { LightSelect } from '../../ui/light-select.tsx';
import type { SetDraft } from './draft.ts';
import { changeOptions } from './looking.ts';
import { optionFields } from './options-schema.ts';
import classes from './planned-tables.module.css';

/** Rows drawn at a time. */
const atOnce = 6;

interface ColumnsProps {
  readonly set: SetDraft;
  readonly plan: ImportPlan;
  readonly table: PlannedTable;
}

/** The columns of a table, each with its type, which can be changed where the importer lets it, and the reason for it. */
export function Columns({ set, plan, table }: ColumnsProps): ReactNode {
  const drawn = useInTurn(table.columns.length, atOnce);
  const field = useMemo(
    () => optionFields(plan.optionsSchema).find(({ kind, name }) => kind === 'by column' && name === 'types'),
    [plan],
  );
  const types = typesIn(set.options, plan);
  return (
    <table className={classes.columns} aria-label={`Columns of ${table.name}`}>
      <thead>
        <tr>
          <th scope="col">{countOf(table.columns.length, ['column', 'columns'])}</th>
          <th scope="col">type</th>
          <th scope="col">why</th>
        </tr>
      </thead>
      <tbody>
        {table.columns.slice(0, drawn).map((column) => (
          <ColumnRow
            key={column.name}
            of={set.key}
            plan={plan}
            column={column}
            type={types[column.name] ?? null}
            choices={field?.choices}
          />
        ))}
      </tbody>
    </table>
  );
}

function typesIn(options: ImportOptions, plan: ImportPlan): Readonly<Record<string, string>> {
  return (options['types'] ?? plan.options['types'] ?? {}) as Readonly<Record<string, string>>;
}

interface ColumnRowProps {
  /** The key of the set. */
  readonly of: number;
  readonly plan: ImportPlan;
  readonly column: PlannedColumn;
  /** The type a person chose. */
  readonly type: string | null;
  readonly choices: readonly string[] | undefined;
}

/** Drawn again only when something of it changed. */
const ColumnRow = memo(function ColumnRow({ of, plan, column, type, choices }: ColumnRowProps): ReactNode {
  const { name, reason } = column;
  const change = (next: string | null) =>
    changeOptions(of, (options) => {
      const { [name]: _before, ...others } = typesIn(options, plan);
      return { ...options, types: next === null ? others : { ...others, [name]: next } };
    });
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {choices === undefined ? (
          <TypeText column={column} />
        ) : (
          <LightSelect
            aria-label={`Type of ${name}`}
            size="xs"
            w={190}
            data={[...choices]}
            value={type}
            placeholder={column.type}
            clearable
            clearButtonProps={{ 'aria-label': `Found type of ${name}` }}
            onChange={change}
          />
        )}
      </td>
      <td className={classes.quiet}>{reason === '' ? 'The file says so' : reason}</td>
    </tr>
  );
});

function TypeText({ column: { type, valueType } }: { readonly column: PlannedColumn }): ReactNode {
  return (
    <>
      {type}
      {type.toUpperCase() !== valueType.toUpperCase() && <span className={classes.quiet}> from {valueType}</span>}
    </>
  );
}
