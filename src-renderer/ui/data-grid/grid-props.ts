import type { ReactNode } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import type { GridColumn } from './grid-columns.ts';
import type { Extent } from './pages.ts';
import type { ExtraColumns, GridRow, GridView, RowSource } from './row-source.ts';

/** What a grid may draw in its own way. */
export interface CellDrawing {
  /** Draws a cell; `undefined` leaves it to the grid. Must keep its identity. */
  renderCell?(row: GridRow, column: GridColumn, cell: Cell | undefined): ReactNode | undefined;
  /** The address a row leads to: its first column becomes a link. Must keep its identity. */
  hrefOf?(row: GridRow): string | undefined;
}

/** An entry of a menu. `divider` draws a line above it. */
export interface GridMenuItem {
  readonly label: string;
  readonly shortcut?: string;
  readonly icon?: ReactNode;
  readonly divider?: boolean;
  run(): void;
}

export interface DataGridProps extends CellDrawing {
  /** What the grid holds, for assistive technology. */
  readonly label: string;
  /** Name under which widths and hidden columns are remembered, e.g. `episodes` or `table.main.steps`. */
  readonly remember: string;
  readonly source: RowSource;
  /** Search, conditions and order; `onView` is called when a header is clicked or a value is filtered by. */
  readonly view?: GridView;
  onView?(view: GridView): void;
  /** Columns of the page that are not shown, such as `id`. Must keep its identity. */
  readonly hidden?: readonly string[];
  /** Columns that come later than the page. Must keep its identity while its values stay. */
  readonly extra?: ExtraColumns;
  /** What is done while rows in another order, or other rows, are waited for; "Reading…" without. */
  waitingFor?(view: GridView): string | undefined;
  /** Told which rows are in sight, when that changes. */
  onRows?(rows: readonly GridRow[]): void;
  /** Enter and double click. */
  onOpen?(row: GridRow): void;
  /** What opening is called in the menu; *Open* unless told. */
  readonly openLabel?: string;
  /** The cell the keyboard or the mouse went to. */
  onCursor?(row: GridRow | undefined, column: GridColumn | undefined): void;
  /** What a right click on a row can do beside copying and filtering. */
  rowMenu?(row: GridRow, column: GridColumn, cell: Cell | undefined): readonly GridMenuItem[];
  /** What a column's menu can do beside sorting and hiding. */
  columnMenu?(column: GridColumn): readonly GridMenuItem[];
  /** A row that something else points at; it is brought into sight when it changes. */
  readonly highlight?: number | undefined;
  /** Takes the focus when it appears where nothing has it, so that the arrows work at once. True unless told. */
  readonly takesFocus?: boolean;
  /** Row numbers at the left. */
  readonly numbers?: boolean;
  /** Shown when there are no rows. */
  readonly empty?: ReactNode;
  /** Told what is known of the number of rows. */
  onExtent?(extent: Extent, waiting: boolean): void;
}
