import type { Point } from '#shared/model/m4.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { all, raw, sql } from '../../sql/sql.ts';
import { type FoundLines, keyOf, numberOf } from './columns.ts';
import type { M4Question } from './input.ts';
import { atLeast, atMost, double, lineOf, ofLines, stepsOf } from './steps.ts';

/**
 * Finds the nearest point beyond each edge for the lines that have none within the margin: lines begin or end there, or
 * their points are far apart. A range without any point asks for all lines, since they may cross it.
 */
export async function withEdges(
  connection: Connection,
  question: M4Question,
  lines: FoundLines,
  options: QueryOptions,
): Promise<FoundLines> {
  if (question.range === undefined || question.closed === true) return lines;
  const found: FoundLines = new Map(lines);
  for (const side of question.since === undefined ? (['before', 'after'] as const) : (['after'] as const)) {
    const lacking = [...lines].filter(([, line]) => line[side] === null).map(([key]) => key);
    if (lines.size > 0 && lacking.length === 0) continue;
    for (const [key, point] of await nearest(connection, question, side, { lacking, options })) {
      const line = found.get(key) ?? {
        points: [],
        before: null,
        after: null,
        whole: true,
        rows: 0,
        finite: 0,
        below: 0,
      };
      found.set(key, { ...line, [side]: point });
    }
  }
  return found;
}

async function nearest(
  connection: Connection,
  question: M4Question,
  side: 'before' | 'after',
  { lacking, options }: { readonly lacking: readonly (string | null)[]; readonly options: QueryOptions },
): Promise<ReadonlyMap<string | null, Point>> {
  const { dialect } = connection;
  const { grid, margin } = question;
  const before = side === 'before';
  const x = double(question.x);
  const beyond = before
    ? [atMost(question.x, grid.from - margin), sql`${x} < ${grid.from}`]
    : [atLeast(question.x, grid.to + margin), sql`${x} > ${grid.to}`];
  const conditions = [...beyond, dialect.isFinite(question.y), ...ofLines(question, lacking)];
  const steps = stepsOf(dialect, question, conditions);
  const furthest = raw(before ? 'max' : 'min');
  const kept = all([...question.where, dialect.isFinite(x), ...conditions]);
  // Whether a mean is drawn on a logarithmic axis is known of the mean alone.
  const last = grid.log
    ? sql`select line, ${furthest}(x) as x from (${steps}) as drawn where y > 0 group by 1`
    : sql`select ${lineOf(question)} as line, ${furthest}(${x}) as x from ${question.from} where ${kept} group by 1`;
  const query = sql`with edge as materialized (
  select coalesce(line, '') as name, line is null as unnamed, x from (${last}) as furthest
)
select steps.line, steps.x, ${furthest}(steps.y) from (${steps}) as steps
join edge on edge.x = steps.x and edge.name = coalesce(steps.line, '') and edge.unnamed = (steps.line is null)${raw(grid.log ? ' where steps.y > 0' : '')}
group by 1, 2`;
  const { rows } = await connection.rows(query, options);
  return new Map(rows.map(([line, at, y]) => [keyOf(line), [numberOf(at), numberOf(y)]]));
}
