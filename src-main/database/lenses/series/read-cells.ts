import type { CellsRequest } from '#shared/contract/cells.ts';
import { type CellsAnswer, type CellsLine, cellSize } from '#shared/model/cells.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { countBars } from '../../queries/bars.ts';
import { countCells } from '../../queries/cells.ts';
import { type BarsFound, barLine, closeBars } from '../../queries/close-bars.ts';
import type { BoundLens } from '../binding/bind.ts';
import { idIn, idText } from '../binding/ids.ts';
import { lineGroup } from '../binding/line-group.ts';
import { notApart } from '../levels/per-episode.ts';
import type { MeasureBook } from '../measures/measure-book.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import { againstMeasure } from './against.ts';
import { episodeLabels } from './series-of-episodes.ts';
import { ALL, sessionLabels, valueById, valuesOf } from './series-of-sessions.ts';
import { stepRows } from './step-rows.ts';

type Found = Pick<CellsAnswer, 'size' | 'ends' | 'lines' | 'sql'>;

/** How often a measure has which values, or two have them together: at the steps of episodes, or in the episodes of sessions. */
export async function readCells(
  lens: BoundLens,
  book: MeasureBook,
  request: CellsRequest,
  options: QueryOptions,
): Promise<CellsAnswer> {
  const bound = await book.find(request.measure, request, options);
  const across = request.against === undefined ? null : await book.find(request.against, request, options);
  const read = request.episodes.length === 0 ? ofSessions : ofEpisodes;
  return {
    measure: await book.describe(bound, request, options),
    against: across && (await book.describe(across, request, options)),
    ...(await read(lens, bound, across, request, options)),
  };
}

async function ofEpisodes(
  lens: BoundLens,
  measure: BoundMeasure,
  across: BoundMeasure | null,
  request: CellsRequest,
  options: QueryOptions,
): Promise<Found> {
  const { dialect, connection } = lens;
  const steps = measure.over ?? lens.steps;
  const single = [measure, across].find((each) => each?.spec.level === 'episode');
  if (single) throw new Failure('BAD_INPUT', `“${single.spec.title}” has one value per episode: ask for it by session`);
  if (steps === null) throw new Failure('BAD_INPUT', 'This database has no steps');
  if (across !== null && across.over !== measure.over) {
    throw new Failure('BAD_INPUT', `“${across.spec.title}” is not known at the same steps: choose another measure`);
  }
  const group = lineGroup(steps.episode, (parts) => idText(parts, dialect));
  const of = { group, where: [idIn(steps.episode, request.episodes, dialect), ...notApart(steps, dialect)] };
  const rows = stepRows({ lens, steps, request: {} }, measure, of);
  const pairs = across && againstMeasure(rows, stepRows({ lens, steps, request: {} }, across, of), dialect);
  const { most, whole } = request;
  const { lines, ...found } =
    pairs === null
      ? await countBars(connection, { ...rows, value: rows.y, most: most[0], whole }, options)
      : await countCells(connection, { ...pairs, most }, options);
  const labels = await episodeLabels(lens, request.episodes, options);
  const line = (id: string): CellsLine => ({ id, label: labels.get(id) ?? id, ...(lines.get(id) ?? NOTHING) });
  return { ...found, lines: request.episodes.map(line) };
}

const NOTHING = { cells: [], rows: 0, notFinite: 0 };

/** Episodes are few enough to be counted here. */
async function ofSessions(
  lens: BoundLens,
  measure: BoundMeasure,
  across: BoundMeasure | null,
  request: CellsRequest,
  options: QueryOptions,
): Promise<Found> {
  const { episode } = lens;
  if (episode === null) throw new Failure('BAD_INPUT', 'This database has no episodes');
  const { rows, sql: text } = await valuesOf(lens, episode, measure, request, options);
  const xs = across && new Map((await valuesOf(lens, episode, across, request, options)).rows.map(valueById));
  const points = rows.map((row) => {
    const [id, value] = valueById(row);
    return {
      session: row[0] == null ? ALL : String(row[0]),
      x: xs ? (xs.get(id) ?? Number.NaN) : value,
      y: xs ? value : 0,
    };
  });
  const bySession = Map.groupBy(points, ({ session }) => session);
  const { lines, ...found } = xs === null ? await barsOf(bySession, request) : cellsOf(bySession, request);
  const labels = await sessionLabels(lens, request.sessions, options);
  const ids = labels === null ? [...bySession.keys()] : [...labels.keys()];
  const label = (id: string) => labels?.get(id) ?? `All ${episode.level.word[1]}`;
  return { ...found, lines: ids.map((id) => ({ id, label: label(id), ...(lines.get(id) ?? NOTHING) })), sql: text };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

type Places = ReadonlyMap<string, readonly Place[]>;

function barsOf(bySession: Places, { most, whole }: CellsRequest): Promise<BarsFound<string>> {
  const values = new Map([...bySession].map(([id, own]) => [id, own.map(({ x }) => x)]));
  const asked = { extent: extent([...values.values()].flat().filter(Number.isFinite)), most: most[0], whole };
  return closeBars(asked, (grid) => new Map([...values].map(([id, own]) => [id, barLine(own, grid)])));
}

function cellsOf(bySession: Places, { most }: CellsRequest): BarsFound<string> {
  const finite = [...bySession.values()].flat().filter(hasPlace);
  const [lowX, highX] = extent(finite.map(({ x }) => x));
  const [lowY, highY] = extent(finite.map(({ y }) => y));
  const size = [cellSize(lowX, highX, most[0]), cellSize(lowY, highY, most[1])] as const;
  const line = (own: readonly Place[]) => {
    const drawn = own.filter(hasPlace);
    return { cells: counted(drawn, size), rows: own.length, notFinite: own.length - drawn.length };
  };
  return { size, lines: new Map([...bySession].map(([id, own]) => [id, line(own)])) };
}

const hasPlace = ({ x, y }: Place): boolean => Number.isFinite(x) && Number.isFinite(y);

function extent(values: readonly number[]): readonly [number, number] {
  return [
    values.reduce((low, each) => Math.min(low, each), Infinity),
    values.reduce((high, each) => Math.max(high, each), -Infinity),
  ];
}

function counted(points: readonly Place[], [width, height]: readonly [number, number]): CellsLine['cells'] {
  const placed = points.map(({ x, y }) => [Math.floor(x / width) * width, Math.floor(y / height) * height] as const);
  const cells = [...Map.groupBy(placed, (place) => place.join(' ')).values()].map(
    (own) => [own[0]![0], own[0]![1], own.length] as const,
  );
  return cells.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
}
