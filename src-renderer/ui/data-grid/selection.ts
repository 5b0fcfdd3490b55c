/** A cell of the grid by row and column number, and where a range began. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

export interface Selection {
  /** Where the keyboard is. */
  readonly cursor: Spot;
  /** The other corner of the selected range; the cursor itself for one cell. */
  readonly anchor: Spot;
}

export interface Range {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function rangeOf({ cursor, anchor }: Selection): Range {
  return {
    top: Math.min(cursor.row, anchor.row),
    bottom: Math.max(cursor.row, anchor.row),
    left: Math.min(cursor.column, anchor.column),
    right: Math.max(cursor.column, anchor.column),
  };
}

export function isInRange(range: Range | undefined, row: number, column: number): boolean {
  return (
    range !== undefined && row >= range.top && row <= range.bottom && column >= range.left && column <= range.right
  );
}

export function isOneCell(range: Range): boolean {
  return range.top === range.bottom && range.left === range.right;
}

interface Bounds {
  readonly rows: number;
  readonly columns: number;
  /** Rows of one screen. */
  readonly page: number;
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Where a key takes the selection; `undefined` when it is not a moving key. */
export function moveByKey(now: Selection | undefined, press: Press, bounds: Bounds): Selection | undefined {
  if (press.altKey || bounds.rows === 0 || bounds.columns === 0) return undefined;
  const start = now?.cursor ?? { row: 0, column: 0 };
  const target = targetOf(start, press, bounds);
  if (target === undefined) return undefined;
  const cursor = now === undefined && !press.key.startsWith('Page') && !isEnd(press) ? start : clamp(target, bounds);
  return { cursor, anchor: press.shiftKey ? (now?.anchor ?? cursor) : cursor };
}

const isEnd = ({ key }: Press): boolean => key === 'End' || key === 'Home';

function targetOf({ row, column }: Spot, press: Press, { rows, columns, page }: Bounds): Spot | undefined {
  const far = press.ctrlKey || press.metaKey;
  switch (press.key) {
    case 'ArrowDown':
      return { row: far ? rows - 1 : row + 1, column };
    case 'ArrowUp':
      return { row: far ? 0 : row - 1, column };
    case 'ArrowRight':
      return { row, column: far ? columns - 1 : column + 1 };
    case 'ArrowLeft':
      return { row, column: far ? 0 : column - 1 };
    case 'PageDown':
      return { row: row + page, column };
    case 'PageUp':
      return { row: row - page, column };
    case 'Home':
      return { row: far ? 0 : row, column: 0 };
    case 'End':
      return { row: far ? rows - 1 : row, column: columns - 1 };
    default:
      return undefined;
  }
}

function clamp({ row, column }: Spot, { rows, columns }: Bounds): Spot {
  return {
    row: Math.min(Math.max(0, row), rows - 1),
    column: Math.min(Math.max(0, column), columns - 1),
  };
}
