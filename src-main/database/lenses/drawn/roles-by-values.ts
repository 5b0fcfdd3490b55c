import type { TableInfo } from '#shared/model/catalogue.ts';
import type { ColumnLook, ColumnRole, TableLook } from '#shared/model/drawing.ts';
import { measuresOf, type Roles } from '../generic/roles.ts';

/** What must speak for a column before names nobody knows are taken for an order. */
const ENOUGH = 4;

/**
 * The roles of a table's columns where their names say nothing: what rises is the order, what stays the same over many
 * rows or leads elsewhere is what the rows belong to. `null` where nothing could be the order.
 * @param forced take even what little speaks for
 */
export function rolesByValues(table: TableInfo, look: TableLook, forced: boolean): Roles | null {
  const taken = new Set<string>();
  const take = (role: ColumnRole, least: number): string | null => {
    const found = best(look, role, taken);
    if (found === null || found.score < least) return null;
    taken.add(found.name);
    return found.name;
  };
  const time = take('time', forced ? 0.1 : ENOUGH);
  const episode = time === null ? null : take('episode', ENOUGH);
  if (time === null || (episode === null && !forced)) return null;
  const [x, y, z] = [take('x', ENOUGH), take('y', ENOUGH), take('z', ENOUGH)];
  const agent = x === null ? null : agentIn(look, table, taken);
  if (agent !== null) taken.add(agent);
  const position = x === null || y === null ? null : { x, y, z: z ?? undefined };
  return {
    table,
    episode: episode === null ? [] : [episode],
    session: null,
    time,
    agent,
    agentType: take('agentType', 6),
    position,
    measures: measuresOf(table, taken),
    score: (episode === null ? 0 : 10) + (table.primaryKey.includes(time) ? 4 : 0) + (position === null ? 0 : 3),
  };
}

/** What completes the key beside episode and time tells agents apart. */
function agentIn(look: TableLook, { primaryKey }: TableInfo, taken: ReadonlySet<string>): string | null {
  const others = primaryKey.filter((column) => !taken.has(column));
  return others.length === 1 ? others[0]! : (best(look, 'agent', taken)?.name ?? null);
}

function best(
  { columns }: TableLook,
  role: ColumnRole,
  taken: ReadonlySet<string>,
): { readonly name: string; readonly score: number } | null {
  const score = (column: ColumnLook) => column.roles[role]?.score ?? 0;
  const [first] = columns.filter(({ name }) => !taken.has(name)).toSorted((a, b) => score(b) - score(a));
  return first === undefined || score(first) === 0 ? null : { name: first.name, score: score(first) };
}
