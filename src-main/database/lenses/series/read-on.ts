import type { Series } from '#shared/model/experiment.ts';
import { columnStart, type PixelGrid, pixelOf } from '#shared/model/m4.ts';
import type { ReadMark } from '#shared/model/read-mark.ts';
import { type Before, newestX, rowsBefore } from '../../queries/m4/before.ts';
import { atLeast } from '../../queries/m4/steps.ts';
import { inOrder, type M4Line } from '../../queries/m4.ts';
import { idText } from '../binding/ids.ts';
import {
  type EpisodeLines,
  type Lines,
  linesOfEpisode,
  type Question,
  reduce,
  seriesOfLines,
} from './episode-lines.ts';
import { type Restarts, restartsIn } from './restarts.ts';
import { stepRows, writtenRows } from './step-rows.ts';

/** So many rows behind a mark are read again each time, before it is moved on. */
const MANY = 20_000;

/** Of more episodes than this nothing is read on: each is asked for by itself. */
const MOST_EPISODES = 50;

export interface ReadOn extends Lines {
  readonly marks?: readonly ReadMark[];
}

type Whole = (episodes: readonly string[]) => Promise<Lines & { readonly restarts: Restarts }>;

/**
 * Lines of episodes, of which only what is new is read where nothing before has changed; `whole` reads episodes whole.
 * A mark is made before the rows are read that it is behind, and compared before those after it are: what changes in
 * between shows the next time.
 */
export async function readOn(question: Question, whole: Whole): Promise<ReadOn> {
  const { episodes, since = [] } = question.request;
  const grid = gridOf(question);
  if (grid === null) return whole(episodes);
  const known = new Map(since.map((mark) => [mark.episode, mark]));
  const pieces = new Map<string, Piece>();
  for (const id of episodes) {
    const mark = known.get(id);
    const piece = mark === undefined ? null : await continued(question, mark, grid);
    if (piece !== null) pieces.set(id, piece);
  }
  if (pieces.size === 0) return allAnew(question, grid, whole);
  for (const id of episodes) {
    if (pieces.has(id)) continue;
    const mark = await markOf(question, id, grid);
    const { restarts, ...lines } = await whole([id]);
    // Whether restarts split lines is decided for all of them.
    if (restarts.size > 0) return whole(episodes);
    pieces.set(id, { ...lines, mark });
  }
  const all = episodes.flatMap((id) => pieces.get(id) ?? []);
  return {
    series: all.flatMap(({ series }) => series),
    marks: all.flatMap(({ mark }) => mark ?? []),
    sql: all.map(({ sql }) => sql).find((sql) => sql !== '') ?? '',
  };
}

interface Piece extends Lines {
  readonly mark: ReadMark | null;
}

async function allAnew(question: Question, grid: PixelGrid, whole: Whole): Promise<ReadOn> {
  const marks: ReadMark[] = [];
  for (const id of question.request.episodes) {
    const mark = await markOf(question, id, grid);
    if (mark !== null) marks.push(mark);
  }
  const { restarts, ...lines } = await whole(question.request.episodes);
  return { ...lines, ...(restarts.size === 0 && { marks }) };
}

/** `null` where lines cannot be read on: what is smoothed, summed up or against another measure depends on all its rows. */
function gridOf({ request, against, measure, steps }: Question): PixelGrid | null {
  const { from, to, points, log, smooth, since, episodes, split, x = 'recorded' } = request;
  if (since === undefined || from === undefined || to === undefined || episodes.length > MOST_EPISODES) return null;
  const isMean = steps.agent !== null && split !== 'agent';
  const isOther = against !== undefined || x !== 'recorded' || smooth !== undefined || measure.running === true;
  return isOther || (log === true && isMean) ? null : { from, to, pixels: points, log };
}

/** Behind the last pixel column that has rows; `null` where nothing comes before that, or some of it before the range. */
async function markOf(question: Question, episode: string, grid: PixelGrid): Promise<ReadMark | null> {
  const { lens, measure, options } = question;
  const rows = stepRows(question, measure, linesOfEpisode(question, episode));
  const newest = await newestX(lens.connection, rows, grid.to, options);
  const at = newest === null ? 0 : pixelOf(newest, grid);
  if (newest === null || at <= 0) return null;
  const x = columnStart(at, newest, grid);
  const { digest, from } = await rowsBefore(lens.connection, rows, { before: x, log: grid.log }, options);
  return from < grid.from ? null : { episode, x, digest, after: 0 };
}

/** `null` where anything before the mark has changed, or the lines are to be drawn otherwise. */
async function continued(question: Question, mark: ReadMark, grid: PixelGrid): Promise<Piece | null> {
  const { lens, measure, options } = question;
  const { episode, x: since } = mark;
  const next = mark.after > MANY ? await markOf(question, episode, grid) : null;
  const apart = linesOfEpisode(question, episode);
  const rows = stepRows(question, measure, apart);
  const before = await rowsBefore(lens.connection, rows, { before: since, log: grid.log }, options);
  if (before.digest !== mark.digest || (await goesBack(question, mark))) return null;
  const { lines, sql } = await reduce({ ...question, since }, apart);
  const isBeyond = lines.some(({ points }) => (points.at(-1)?.[0] ?? grid.from) > grid.to);
  // Of several lines, those without a row here may have one beyond too.
  if (isBeyond && apart.group !== null) return null;
  const after = lines.reduce((sum, line) => sum + line.rows, 0);
  return { series: seriesFrom(question, apart, { since, before, lines }), mark: next ?? { ...mark, after }, sql };
}

/** Whether x went back among the new rows, as they were written. */
async function goesBack(question: Question, { episode, x }: ReadMark): Promise<boolean> {
  const { lens, steps, measure, options } = question;
  const all = writtenRows(question, measure, { ...linesOfEpisode(question, episode), group: null });
  const rows = { ...all, where: [...all.where, atLeast(all.x, x)] };
  const found = await restartsIn(lens.connection, steps, rows, idText(steps.episode, lens.dialect), options);
  return found.size > 0;
}

/** The lines that there are before the mark or after it, counted whole. */
function seriesFrom(
  question: Question,
  apart: EpisodeLines,
  { since, before, lines }: { readonly since: number; readonly before: Before; readonly lines: readonly M4Line[] },
): readonly Series[] {
  const byKey = new Map(lines.map((line) => [line.key, line]));
  for (const { key, rows, notFinite, below } of before.lines) {
    const line = byKey.get(key) ?? { key, points: [], rows: 0, notFinite: 0, method: lines[0]?.method ?? 'rows' };
    byKey.set(key, {
      ...line,
      rows: line.rows + rows,
      notFinite: line.notFinite + notFinite,
      below: (line.below ?? 0) + below,
    });
  }
  const series = seriesOfLines(question, apart, [...byKey.values()].sort(inOrder));
  return series.map((line) => ({ ...line, continues: since }));
}
