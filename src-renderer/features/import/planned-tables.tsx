import { clsx } from 'clsx';
import { type ReactNode, useMemo, useState } from 'react';
import type { ImportPlan, PlannedTable } from '#shared/model/import.ts';
import { countOf } from '../../format/number.ts';
import { memorySource } from '../../ui/data-grid/memory-source.ts';
import { Empty } from '../../ui/empty.tsx';
import { InTurn } from '../../ui/in-turn.tsx';
import { InspectedGrid } from '../../ui/inspected-grid.tsx';
import { kindOfType } from './column-kind.ts';
import type { SetDraft } from './draft.ts';
import { Columns } from './planned-columns.tsx';
import classes from './planned-tables.module.css';

interface PlannedTablesProps {
  readonly set: SetDraft;
  readonly plan: ImportPlan;
}

/** The tables that will be filled: their first rows, what changes these, and their columns with the reason for each type. */
export function PlannedTables({
  set,
  plan,
  children,
}: PlannedTablesProps & { readonly children: ReactNode }): ReactNode {
  const [chosen, setChosen] = useState<string>();
  const table = plan.tables.find(({ name }) => name === chosen) ?? largest(plan.tables);
  if (table === undefined) return children;
  return (
    <InTurn>
      <section className={classes.tables} aria-label="Tables">
        <div className={classes.tabs} role="tablist" aria-label="Tables">
          {plan.tables.map((each) => (
            <button
              key={each.name}
              type="button"
              role="tab"
              aria-selected={each === table}
              className={clsx(classes.tab, each === table && classes.here)}
              onClick={() => setChosen(each.name)}
            >
              {each.name}
              <span className={classes.quiet}>{aboutTable(each)}</span>
            </button>
          ))}
        </div>
        <FirstRows key={table.name} table={table} />
      </section>
      {children}
      <section className={classes.tables} aria-label="Columns">
        <Columns key={table.name} set={set} plan={plan} table={table} />
      </section>
    </InTurn>
  );
}

/** The table that most of the rows go into. */
function largest(tables: readonly PlannedTable[]): PlannedTable | undefined {
  return tables.reduce<PlannedTable | undefined>(
    (most, table) => (most === undefined || (table.rows ?? 0) > (most.rows ?? 0) ? table : most),
    undefined,
  );
}

function aboutTable({ exists, rows }: PlannedTable): string {
  const state = exists === null ? '' : exists ? 'adds to it' : 'new';
  return [state, rows === null ? '' : countOf(rows, ['row', 'rows'])].filter((part) => part !== '').join(' · ');
}

const rowHeight = 28;

function FirstRows({ table }: { readonly table: PlannedTable }): ReactNode {
  const source = useMemo(() => {
    const columns = table.columns.map(({ name, type, valueType }) => ({
      ...{ name, title: name, type, unit: null, kind: kindOfType(valueType) },
    }));
    return memorySource(['import preview', table], columns, table.preview);
  }, [table]);
  if (table.columns.length === 0) return null;
  const height = rowHeight * (Math.min(Math.max(table.preview.length, 1), 8) + 1) + 16;
  return (
    <div className={classes.rows} style={{ height }}>
      <InspectedGrid
        panel="import"
        label={`First rows of ${table.name}`}
        remember={`import.${table.name}`}
        source={source}
        takesFocus={false}
        empty={<Empty title="No rows to show before the import" />}
      />
    </div>
  );
}
