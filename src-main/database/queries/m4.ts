import type { PixelGrid } from '#shared/model/m4.ts';
import type { CountedLine } from '#shared/model/m4-lines.ts';
import { withEnds } from '#shared/model/smooth-line.ts';
import type { Smoothing } from '#shared/model/smoothing.ts';
import type { Connection } from '../drivers/driver.ts';
import { render } from '../sql/dialect.ts';
import type { FoundLines } from './m4/columns.ts';
import { withEdges } from './m4/edges.ts';
import { type Extent, extentOf, extentOrMeans } from './m4/extent.ts';
import type { M4Answer, M4Input, M4Line, M4Options, M4Question } from './m4/input.ts';
import { marginOf } from './m4/margin.ts';
import { type Reduced, reduced } from './m4/reduce.ts';
import { smoothed } from './m4/smoothed.ts';
import { atLeast } from './m4/steps.ts';
import { askPyramid, extentOfPyramid } from './pyramid/ask-pyramid.ts';

export type { M4Answer, M4Group, M4Input, M4Line, M4Options } from './m4/input.ts';

/** Measured, of Postgres: fetching and reducing these takes about 30 ms, grouping them in the engine as long. */
const FEW_STEPS = 30_000;

/**
 * Lines with at most four points per pixel column, which draw exactly like all the rows (see `#shared/model/m4.ts`).
 * Columns align to `range`; one point beyond each edge comes along, so that lines run out of the picture. `rows` and
 * `notFinite` count the rows of the range.
 */
export async function m4(connection: Connection, input: M4Input, options: M4Options = {}): Promise<M4Answer> {
  if (input.smooth !== undefined) return smoothM4(connection, { ...input, smooth: input.smooth }, options);
  const { signal } = options;
  // What is read on has changed since it was prepared.
  const pyramids = input.since === undefined ? options.pyramids : undefined;
  const prepared = await pyramids?.ask(input, (file) =>
    drawn(connection, input, options, {
      extent: async () => extentOfPyramid(file),
      reduced: (question) => askPyramid(file, question, connection.dialect, signal),
    }),
  );
  if (prepared) return prepared;
  const answer = await drawn(connection, input, options, {
    extent: () => extentOrMeans(connection, input, options),
    reduced: (question) => reduced(connection, question, options),
    withEdges: (question, lines) => withEdges(connection, question, lines, options),
  });
  pyramids?.drawn(
    input,
    answer.lines.reduce((sum, { rows }) => sum + rows, 0),
  );
  return answer;
}

/** Who knows the rows: the engine, or what was made of them before. */
interface Source {
  extent(): Promise<Extent>;
  reduced(question: M4Question): Promise<Reduced>;
  /** With the nearest points beyond the edges, where `reduced` may lack them. */
  withEdges?(question: M4Question, lines: FoundLines): Promise<FoundLines>;
}

async function drawn({ dialect }: Connection, input: M4Input, options: M4Options, source: Source): Promise<M4Answer> {
  const asked = await questionOf(input, options, source.extent);
  const first = await source.reduced(asked);
  const question = { ...asked, grid: tightened(asked, first.lines) };
  const { lines, query } = question.grid === asked.grid ? first : await source.reduced(question);
  const { margin = question.margin } = first;
  const found = (await source.withEdges?.({ ...question, margin }, lines)) ?? lines;
  return {
    lines: [...found].map(([key, line]) => finished(key, line, input)).sort(inOrder),
    sql: render(query, dialect).text,
  };
}

async function questionOf(input: M4Input, options: M4Options, extent: Source['extent']): Promise<M4Question> {
  const pixels = Math.max(1, Math.trunc(input.pixels));
  const { fewSteps = FEW_STEPS } = options;
  if (input.range === undefined) {
    const { from, to, ...known } = await extent();
    return { ...input, grid: { from, to, pixels, log: input.log }, margin: 0, fewSteps, ...known };
  }
  const grid = { from: input.range[0], to: input.range[1], pixels, log: input.log };
  return { ...input, grid, margin: marginOf(grid), rows: null, fewSteps };
}

/** Rows that were joined may reach less far than those they were joined with; lines are to be as fine all the same. */
function tightened({ range, unjoined, grid }: M4Question, lines: ReadonlyMap<unknown, CountedLine>): PixelGrid {
  const found = [...lines.values()];
  if (range !== undefined || unjoined === undefined || found.every(({ whole }) => whole)) return grid;
  const ends = found.flatMap(({ points }) =>
    points
      .slice(0, 1)
      .concat(points.slice(-1))
      .map(([x]) => x),
  );
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  return to - from < (grid.to - grid.from) * 0.9 ? { ...grid, from, to } : grid;
}

function finished(key: string | null, line: CountedLine, { aggregate }: M4Input): M4Line {
  const { whole, rows, finite, below } = line;
  const points = withEnds(line);
  const method = aggregate === 'mean' ? (whole ? 'mean' : 'mean+m4') : whole ? 'rows' : 'm4';
  return { key, points, rows, notFinite: rows - finite, ...(below > 0 && { below }), method };
}

/** Smoothed lines are read whole, so that no part of one depends on what is looked at. */
async function smoothM4(
  connection: Connection,
  input: M4Input & { readonly smooth: Smoothing },
  options: M4Options,
): Promise<M4Answer> {
  const first = input.goingOn?.from ?? null;
  const where = first === null ? input.where : [...input.where, atLeast(input.x, first)];
  const whole = { ...input, where, range: undefined };
  const question = await questionOf(whole, options, () => extentOf(connection, whole, options));
  const [from, to] = input.range ?? [question.grid.from, question.grid.to];
  const grid = { ...question.grid, from, to };
  const { lines, query } = await smoothed(connection, { ...question, grid }, input.smooth, options);
  return {
    lines: [...lines]
      .map(([key, line]) => ({ ...finished(key, line, input), raw: line.raw, states: line.states }))
      .sort(inOrder),
    sql: render(query, connection.dialect).text,
  };
}

/** Lines by key, the one without last. */
export function inOrder(a: M4Line, b: M4Line): number {
  if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
