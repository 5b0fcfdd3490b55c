import { hasKeyWithin } from '#shared/model/catalogue.ts';
import type { Steps } from '#shared/model/lens.ts';
import { name, type Sql, sql } from '../../sql/sql.ts';
import { compile, type Place } from './compile.ts';

/** What grows with every row that is written. */
export interface Written {
  readonly by: Sql;
  /** Whether it is when a row was made, rather than its place in a table that may have been filled in any order. */
  readonly isTime: boolean;
}

type Rows = Pick<Steps, 'episode' | 'time' | 'within' | 'written' | 'agent'>;

/**
 * What says in which order rows were written: what the lens names, the engine's own row id where it counts upwards, a key
 * of whole numbers, or the only time stamp there is. `null` where nothing does, where a place in the table says nothing
 * (a key lets no x be there twice), and for agents, who are recorded and not run: to look would cost more than to draw.
 */
export function writtenBy(steps: Rows, place: Place): Written | null {
  const declared = steps.written === undefined ? null : compile(steps.written, place);
  if (declared !== null) return { by: declared.sql, isTime: true };
  if (steps.agent !== undefined) return null;
  const counted = ownRowId(place) ?? wholeKey(steps, place);
  if (counted !== null) return isThereOnce(steps, place) ? null : { by: counted, isTime: false };
  const stamp = onlyTime(steps, place);
  return stamp === null ? null : { by: stamp, isTime: true };
}

/** Whether a key sees to it that no line has two rows for one x. */
function isThereOnce({ episode, time, within }: Rows, { table }: Place): boolean {
  return hasKeyWithin(
    table,
    [...episode, time.by, ...within].filter((each) => typeof each === 'string'),
  );
}

function ownRowId({ dialect, table, alias }: Place): Sql | null {
  const { rowId } = dialect;
  const has = table.kind === 'table' && table.rowId !== false && rowId?.inOrder === true;
  return has ? sql`${name(alias)}.${rowId.by}` : null;
}

function wholeKey({ time }: Pick<Steps, 'time'>, { table, alias }: Place): Sql | null {
  const [key, ...more] = table.primaryKey;
  if (key === undefined || more.length > 0 || key === time.by) return null;
  return table.columns.some((column) => column.name === key && column.kind === 'integer') ? name(alias, key) : null;
}

function onlyTime({ time }: Pick<Steps, 'time'>, { table, alias }: Place): Sql | null {
  const [stamp, ...more] = table.columns.filter(({ kind, name: column }) => kind === 'time' && column !== time.by);
  return stamp === undefined || more.length > 0 ? null : name(alias, stamp.name);
}
