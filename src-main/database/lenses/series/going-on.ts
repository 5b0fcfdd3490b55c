import type { ReadMark } from '#shared/model/read-mark.ts';
import { rowsBefore } from '../../queries/m4/before.ts';
import type { RowsGoOn } from '../../queries/m4/input.ts';
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
import { completed, markOf, seenOf } from './marks.ts';
import { type OwnView, rowsOf } from './own-views.ts';
import { restartsIn } from './restarts.ts';
import { writtenRows } from './step-rows.ts';

/** So many rows behind a mark are read again each time, before it is moved on. */
const MANY = 20_000;

/** The lines of an episode. */
export interface Piece extends Lines {
  readonly mark: ReadMark | null;
}

/**
 * `null` where anything before the mark has changed, or the lines are to be drawn otherwise. Where it takes long to look
 * whether it has, that is done now and then: a change there shows with the next such look, what is new at once.
 */
export async function continued(view: OwnView, mark: ReadMark): Promise<Piece | null> {
  const { question, grid } = view;
  const { x: since, smooth } = mark;
  if ((smooth === undefined) !== (question.request.smooth === undefined)) return null;
  const isFresh = isSeen(mark);
  const next = mark.after > MANY && !isFresh ? await markOf(view) : null;
  const seen = isFresh ? mark.seen : await look(view, mark);
  if (seen === undefined || (await goesBack(view, since))) return null;
  const { apart } = rowsOf(view);
  const goingOn = smooth && { ...smooth, since };
  const { lines, sql } = await reduce({ ...question, ...(goingOn === undefined ? { since } : { goingOn }) }, apart);
  const isBeyond = lines.some(({ points }) => (points.at(-1)?.[0] ?? grid.from) > grid.to);
  // Of several lines, those without a row here may have one beyond too.
  if (goingOn === undefined && isBeyond && apart.group !== null) return null;
  const after = lines.reduce((sum, line) => sum + line.rows, 0);
  const series = await seriesFrom(question, apart, { goingOn, seen, lines });
  const moved = next === null || next.x < since ? null : completed(next, view, series);
  const told = series.map((line) => view.moved({ ...line, continues: since }));
  return { series: told, mark: moved ?? { ...mark, seen, after }, sql };
}

/** A look that took longer than this, in milliseconds, is not repeated … */
const LONG = 100;
/** … for so many times as long: else following would be nothing but looking at what is long known. */
const REST = 60;

function isSeen({ seen }: ReadMark): boolean {
  return seen !== undefined && seen.took > LONG && Date.now() - seen.at < REST * seen.took;
}

/** Looks at everything before a mark; `undefined` where it has changed. */
async function look(view: OwnView, { x, read, smooth, digest }: ReadMark): Promise<ReadMark['seen']> {
  const begun = Date.now();
  const { question, grid, place } = view;
  const { rows } = rowsOf(view);
  const counted = smooth === undefined ? undefined : ([grid.from, x] as const);
  const what = { before: read, counted, log: grid.log };
  const before = await rowsBefore(question.lens.connection, rows, what, question.options);
  return before.digest + place === digest ? seenOf(before.lines, begun) : undefined;
}

/** Whether x went back among the new rows, as they were written. */
async function goesBack({ question, episode }: OwnView, x: number): Promise<boolean> {
  const { lens, steps, measure, options } = question;
  const all = writtenRows(question, measure, { ...linesOfEpisode(question, episode), group: null });
  const rows = { ...all, where: [...all.where, atLeast(all.x, x)] };
  const found = await restartsIn(lens.connection, steps, rows, idText(steps.episode, lens.dialect), options);
  return found.size > 0;
}

interface Found {
  readonly goingOn: RowsGoOn | undefined;
  readonly seen: NonNullable<ReadMark['seen']>;
  readonly lines: readonly M4Line[];
}

/** The lines that there are before the mark or after it, counted whole. */
function seriesFrom(question: Question, apart: EpisodeLines, { goingOn, seen, lines }: Found) {
  const byKey = new Map(lines.map((line) => [line.key, line]));
  for (const [key, rows, notFinite, below] of seen.lines) {
    const line = byKey.get(key) ?? withoutRows(key, lines[0]?.method ?? 'rows', goingOn);
    byKey.set(key, {
      ...line,
      rows: line.rows + rows,
      notFinite: line.notFinite + notFinite,
      below: (line.below ?? 0) + below,
    });
  }
  return seriesOfLines(question, apart, [...byKey.values()].sort(inOrder));
}

/** A line of which nothing is new: its smoother knows what it knew. */
function withoutRows(key: string | null, method: M4Line['method'], goingOn: RowsGoOn | undefined): M4Line {
  const line = { key, points: [], rows: 0, notFinite: 0, method };
  if (goingOn === undefined) return line;
  const known = goingOn.states.find(([own]) => own === key)?.[1] ?? [];
  return { ...line, raw: [], states: { forgotten: -1, columns: [], end: known } };
}
