import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { TableInfo } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { CellInspector } from '../../ui/cell-inspector/cell-inspector.tsx';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { extentText } from '../../ui/data-grid/extent-text.ts';
import { FilterBar } from '../../ui/data-grid/filter-bar.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-columns.ts';
import { useGridView } from '../../ui/data-grid/grid-view.ts';
import type { Extent } from '../../ui/data-grid/pages.ts';
import { type GridRow, isPlain, type RowSource } from '../../ui/data-grid/row-source.ts';
import { Empty } from '../../ui/empty.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { ExportButton } from '../export/export-button.tsx';
import { ColumnPanel } from './column-panel.tsx';
import { tableSource } from './table-source.ts';

interface TableRowsProps {
  readonly database: string;
  readonly table: TableInfo;
  readonly parts: ReactNode;
}

type Beside =
  | { readonly kind: 'cell'; readonly row: GridRow; readonly column: GridColumn }
  | { readonly kind: 'column'; readonly column: AnswerColumn };

/** The rows of a table, and beside them what is selected: a cell's whole value, or what is known of a column. */
export function TableRows({ database, table, parts }: TableRowsProps): ReactNode {
  const [view, setView] = useGridView();
  const [extent, setExtent] = useState<Extent>();
  const [beside, setBeside] = useState<Beside>();
  const source = useMemo(() => tableSource(database, table), [database, table]);
  const columns = useMemo(() => table.columns.map(answerColumn), [table]);
  const followCell = useCallback((row: GridRow | undefined, column: GridColumn | undefined) => {
    setBeside((now) =>
      now?.kind === 'cell' && row !== undefined && column !== undefined ? { kind: 'cell', row, column } : now,
    );
  }, []);
  const inspect = (row: GridRow, column: GridColumn | undefined) =>
    column !== undefined && setBeside({ kind: 'cell', row, column });
  const [cursor, setCursor] = useState<GridColumn>();
  return (
    <>
      <FilterBar view={view} onView={setView} columns={columns} placeholder="Search the rows">
        {extent !== undefined && extentText(extent, ['row', 'rows'])}
        {parts}
        <ExportButton label="Export rows…" />
      </FilterBar>
      <SidePanel
        remember="tables"
        panel={
          beside !== undefined && (
            <Panel
              database={database}
              table={table}
              source={source}
              beside={beside}
              close={() => setBeside(undefined)}
            />
          )
        }
      >
        <DataGrid
          label={`Rows of ${table.name}`}
          remember={`table.${table.schema}.${table.name}`}
          source={source}
          view={view}
          onView={setView}
          numbers
          onExtent={setExtent}
          onCursor={(row, column) => {
            setCursor(column);
            followCell(row, column);
          }}
          onOpen={(row) => inspect(row, cursor)}
          openLabel="Show the whole value"
          columnMenu={(column) => [
            { label: 'Statistics', divider: true, run: () => setBeside({ kind: 'column', column }) },
          ]}
          empty={<NoRows filtered={!isPlain(view)} widen={() => setView({ ...view, conditions: [], search: '' })} />}
        />
      </SidePanel>
    </>
  );
}

function answerColumn({ name, type, kind }: TableInfo['columns'][number]): AnswerColumn {
  return { name, title: name, type, kind, unit: null };
}

interface PanelProps {
  readonly database: string;
  readonly table: TableInfo;
  readonly source: RowSource;
  readonly beside: Beside;
  close(): void;
}

function Panel({ database, table, source, beside, close }: PanelProps): ReactNode {
  const { column } = beside;
  if (beside.kind === 'column') {
    return <ColumnPanel database={database} table={table} column={column} close={close} />;
  }
  const at = beside.column.at;
  const cell: Cell = (at === undefined ? undefined : beside.row.cells[at]) ?? null;
  return (
    <CellInspector
      key={`${beside.row.key ?? beside.row.index} ${column.name}`}
      cell={cell}
      column={column}
      row={beside.row.index}
      cells={beside.row.cells}
      close={close}
      whole={beside.row.key === undefined ? undefined : { source, key: beside.row.key }}
    />
  );
}

function NoRows({ filtered, widen }: { readonly filtered: boolean; widen(): void }): ReactNode {
  if (!filtered) return <Empty title="This table holds no rows" />;
  return (
    <Empty title="No row passes these conditions">
      <button type="button" onClick={widen}>
        Show all rows
      </button>
    </Empty>
  );
}
