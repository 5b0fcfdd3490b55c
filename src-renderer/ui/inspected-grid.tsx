import { type ReactNode, useState } from 'react';
import { CellInspector } from './cell-inspector/cell-inspector.tsx';
import { DataGrid } from './data-grid/data-grid.tsx';
import type { GridColumn } from './data-grid/grid-columns.ts';
import type { DataGridProps } from './data-grid/grid-props.ts';
import type { GridRow } from './data-grid/row-source.ts';
import { SidePanel } from './side-panel.tsx';
import { Split } from './split.tsx';

interface InspectedGridProps extends Omit<DataGridProps, 'onOpen' | 'openLabel'> {
  /** Name under which the size of the inspector is remembered. */
  readonly panel: string;
  /** Where the inspector stands; beside the grid unless told. */
  readonly inspectorAt?: 'side' | 'below';
}

/** A grid whose cells are opened by Enter or a double click: the whole value stands beside it and follows the cursor. */
export function InspectedGrid({ panel, inspectorAt = 'side', ...props }: InspectedGridProps): ReactNode {
  const [inspected, setInspected] = useState<{ readonly row: GridRow; readonly column: GridColumn }>();
  const [cursor, setCursor] = useState<GridColumn>();
  const { source } = props;
  const grid = (
    <DataGrid
      {...props}
      onCursor={(row, column) => {
        props.onCursor?.(row, column);
        setCursor(column);
        if (inspected !== undefined && row !== undefined && column !== undefined) setInspected({ row, column });
      }}
      onOpen={(row) => cursor !== undefined && setInspected({ row, column: cursor })}
      openLabel="Show the whole value"
    />
  );
  const inspector = inspected !== undefined && (
    <CellInspector
      key={`${inspected.row.key ?? inspected.row.index} ${inspected.column.name}`}
      cell={inspected.column.at === undefined ? null : (inspected.row.cells[inspected.column.at] ?? null)}
      column={inspected.column}
      row={inspected.row.index}
      cells={inspected.row.cells}
      whole={inspected.row.key === undefined ? undefined : { source, key: inspected.row.key }}
      close={() => setInspected(undefined)}
    />
  );
  if (inspectorAt === 'side') {
    return (
      <SidePanel remember={panel} panel={inspector}>
        {grid}
      </SidePanel>
    );
  }
  return (
    <Split name={panel} axis="y" initial={280} least={[120, 120]} label="Height of the whole value">
      {grid}
      {inspector}
    </Split>
  );
}
