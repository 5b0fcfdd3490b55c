import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { naturally } from '#shared/model/naturally.ts';
import type { EntityHeat, EntityLine, EntityLines, HeatCell, TrainingAxis } from '#shared/model/training.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { type M4Group, m4 } from '../../queries/m4.ts';
import { all, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import type { Compiled } from '../binding/compile.ts';
import { idText } from '../binding/ids.ts';
import type { BoundEntities } from './entity-rows.ts';
import { groupedBy, timeColumns } from './time-columns.ts';

/** A line per entity and part, over all the time of the episode, so that every measure has the same axis. */
export async function entityLines(
  { connection, dialect }: BoundLens,
  bound: BoundEntities,
  asked: { readonly measure: string; readonly episode: string; readonly points: number },
  options: QueryOptions,
): Promise<EntityLines> {
  const { entity, part, ...rows } = bound.rowsOf(asked.measure, asked.episode);
  const times = bound.timesOf(asked.episode);
  const extent = sql`select min(${times.x}), max(${times.x}) from ${times.from} where ${all([...times.where, dialect.isFinite(times.x)])}`;
  const [from = 0, to = 0] = ((await connection.rows(extent, options)).rows[0] ?? []).map(
    (cell) => cellNumber(cell) ?? 0,
  );
  const group: M4Group = {
    parts: [entity, part],
    text: (parts) => idText(parts.map(asText), dialect),
  };
  const range = to > from ? ([from, to] as const) : undefined;
  const answer = await m4(connection, { ...rows, group, range, closed: true, pixels: asked.points }, options);
  const lines = answer.lines.map(({ key, points, rows: count, notFinite, method }): EntityLine => {
    const [name = '', own = null] = JSON.parse(key ?? '[]') as (string | null)[];
    return {
      entity: titleOf(bound, name ?? ''),
      part: own && titleOf(bound, own),
      points,
      rows: count,
      notFinite,
      method,
    };
  });
  return { x: axisOf(bound, from, to), lines: lines.toSorted(byName), sql: answer.sql };
}

/** What lies in each column of time: mean, least and greatest of the finite values. */
export async function entityHeat(
  { connection, dialect }: BoundLens,
  bound: BoundEntities,
  asked: { readonly measure: string; readonly episode: string; readonly columns: number },
  options: QueryOptions,
): Promise<EntityHeat> {
  const found = await timeColumns(connection, bound.timesOf(asked.episode), asked.columns, options);
  if (found === null) return { x: axisOf(bound, 0, 0), columns: { starts: [], end: 0, single: true }, rows: [] };
  const { entity, part, from, where, x, y } = bound.rowsOf(asked.measure, asked.episode);
  const kept = all([...where, dialect.isFinite(y), dialect.isFinite(x)]);
  const rows = sql`select ${entity} as e, ${part} as p, ${found.key} as k, ${y} as y from ${from} where ${kept}`;
  const grouped = groupedBy(['e', 'p', 'k'], ['avg(q.y)', 'min(q.y)', 'max(q.y)', 'count(*)'], rows);
  const lines = new Map<string, EntityHeat['rows'][number] & { readonly cells: (HeatCell | null)[] }>();
  for (const [name = null, own = null, key = null, ...values] of (await connection.rows(grouped, options)).rows) {
    const id = JSON.stringify([name, own]);
    const line = lines.get(id) ?? {
      entity: titleOf(bound, String(name)),
      part: own === null ? null : titleOf(bound, String(own)),
      cells: found.columns.starts.map(() => null),
    };
    lines.set(id, line);
    line.cells[found.at(cellNumber(key) ?? 0)] = heatCell(values, line.cells[found.at(cellNumber(key) ?? 0)]);
  }
  return { x: axisOf(bound, found.from, found.to), columns: found.columns, rows: [...lines.values()].toSorted(byName) };
}

/** Two groups come together where the last value ends the last column. */
function heatCell(values: readonly Cell[], before: HeatCell | null | undefined): HeatCell {
  const [mean = 0, least = 0, greatest = 0, count = 0] = values.map((cell) => cellNumber(cell) ?? 0);
  if (before == null) return { mean, least, greatest, values: count };
  const all = before.values + count;
  return {
    mean: (before.mean * before.values + mean * count) / all,
    least: Math.min(before.least, least),
    greatest: Math.max(before.greatest, greatest),
    values: all,
  };
}

const asText = (text: Sql): Compiled => ({ sql: text, type: 'text', kind: 'text', column: null });

export function titleOf({ entities }: Pick<BoundEntities, 'entities'>, key: string): string {
  return entities.titles[key] ?? key;
}

function axisOf({ time }: BoundEntities, from: number, to: number): TrainingAxis {
  return { ...time, from, to };
}

type Named = Pick<EntityLine, 'entity' | 'part'>;

/** Entities and their parts as numbers and texts sort, what is told of an entity as a whole before its parts. */
function byName(one: Named, other: Named): number {
  return naturally(one.entity, other.entity) || naturally(one.part ?? '', other.part ?? '');
}
