import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { Condition } from '#shared/model/filter.ts';
import { shortcutKeys } from '../../client/shortcuts.ts';
import { cellFace } from '../../format/cell.ts';
import type { GridColumn } from './grid-columns.ts';
import type { GridMenuItem } from './grid-props.ts';
import type { GridView } from './row-source.ts';
import type { Spot } from './selection.ts';
import type { CopyForm } from './use-copy.ts';
import type { Grid } from './use-grid.ts';

/** Where a menu opens: over a cell, or below a column's title. */
export type MenuSpot = { readonly x: number; readonly y: number } & (
  | { readonly spot: Spot }
  | { readonly column: GridColumn }
);

interface GridMenuProps {
  readonly spot: MenuSpot | undefined;
  readonly grid: Grid;
  copy(form: CopyForm): void;
  readonly exportRows: (() => void) | undefined;
  close(): void;
}

export function GridMenu({ spot, grid, copy, exportRows, close }: GridMenuProps): ReactNode {
  if (spot === undefined) return null;
  const out = exportRows === undefined ? [] : [{ label: 'Export…', divider: true, run: exportRows }];
  const items = 'column' in spot ? columnItems(grid, spot.column) : [...cellItems(grid, spot.spot, copy), ...out];
  return (
    <Menu opened onChange={close} position="bottom-start" offset={2} shadow="md" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <div style={{ position: 'fixed', left: spot.x, top: spot.y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((item) => (
          <MenuEntry key={item.label} item={item} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function MenuEntry({ item }: { readonly item: GridMenuItem }): ReactNode {
  const keys = item.shortcut === undefined ? undefined : shortcutKeys(item.shortcut).join(' ');
  return (
    <>
      {item.divider === true && <Menu.Divider />}
      <Menu.Item leftSection={item.icon} rightSection={keys} onClick={item.run}>
        {item.label}
      </Menu.Item>
    </>
  );
}

function cellItems(grid: Grid, spot: Spot, copy: (form: CopyForm) => void): readonly GridMenuItem[] {
  const { rows, sight, valueAt, props } = grid;
  const row = rows.at(spot.row);
  const column = sight.all[spot.column];
  if (row === undefined || column === undefined) return [];
  const cell = valueAt(row, column);
  const own = props.rowMenu?.(row, column, cell) ?? [];
  const open: GridMenuItem[] =
    props.onOpen === undefined
      ? []
      : [{ label: props.openLabel ?? 'Open', shortcut: 'Enter', run: () => props.onOpen?.(row) }];
  return [
    ...open,
    ...own,
    { label: 'Copy', shortcut: 'Mod+C', divider: open.length + own.length > 0, run: () => copy('tsv') },
    { label: 'Copy as JSON', shortcut: 'Mod+Alt+C', run: () => copy('json') },
    ...filterItems(grid, column, cell),
  ];
}

function filterItems({ view, props }: Grid, column: GridColumn, cell: Cell | undefined): readonly GridMenuItem[] {
  if (props.onView === undefined || cell === undefined) return [];
  const narrow = (condition: Condition) => props.onView?.(withCondition(view, condition));
  const { name } = column;
  if (cell === null) {
    return [
      {
        label: `Only where ${column.title} is NULL`,
        divider: true,
        run: () => narrow({ column: name, op: 'null', values: [] }),
      },
      {
        label: `Only where ${column.title} has a value`,
        run: () => narrow({ column: name, op: 'not null', values: [] }),
      },
    ];
  }
  const face = cellFace(cell, column.kind);
  if (face.tone === 'blob' || face.tone === 'cut' || face.tone === 'nested') return [];
  const value = cellToText(cell);
  const shown = face.text.length > 24 ? `${face.text.slice(0, 24)}…` : face.text;
  return [
    {
      label: `Only ${column.title} = ${shown}`,
      divider: true,
      run: () => narrow({ column: name, op: '=', values: [value] }),
    },
    { label: `Without ${column.title} = ${shown}`, run: () => narrow({ column: name, op: '!=', values: [value] }) },
  ];
}

/** Adds a condition unless the view already has it. */
export function withCondition(view: GridView, condition: Condition): GridView {
  const same = (other: Condition) => JSON.stringify(other) === JSON.stringify(condition);
  return view.conditions.some(same) ? view : { ...view, conditions: [...view.conditions, condition] };
}

function columnItems({ table, props, view }: Grid, column: GridColumn): readonly GridMenuItem[] {
  const managed = table.getColumn(column.name);
  const sortable = managed?.getCanSort() === true && props.onView !== undefined;
  const sort = (descending: boolean) => props.onView?.({ ...view, sort: [{ column: column.name, descending }] });
  const sorting: GridMenuItem[] = sortable
    ? [
        { label: 'Sort ascending', run: () => sort(false) },
        { label: 'Sort descending', run: () => sort(true) },
      ]
    : [];
  if (sortable && view.sort.length > 0) {
    sorting.push({ label: 'Natural order', run: () => props.onView?.({ ...view, sort: [] }) });
  }
  const hiddenOnes = table.getAllLeafColumns().filter((one) => !one.getIsVisible());
  return [
    ...sorting,
    ...(props.columnMenu?.(column) ?? []),
    { label: 'Fit the width', divider: sorting.length > 0, run: () => managed?.resetSize() },
    { label: 'Hide column', run: () => managed?.toggleVisibility(false) },
    ...(hiddenOnes.length === 0
      ? []
      : [{ label: `Show ${hiddenOnes.length} hidden`, run: () => table.resetColumnVisibility(true) }]),
  ];
}
