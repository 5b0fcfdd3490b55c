import type { Series } from '#shared/model/experiment.ts';
import type { ReadMark } from '#shared/model/read-mark.ts';
import type { DrawnLine, Lines, Question } from './episode-lines.ts';
import { continued, type Piece } from './going-on.ts';
import { completed, markOf } from './marks.ts';
import { type OwnView, viewsOf } from './own-views.ts';
import type { Restarts } from './restarts.ts';

export interface ReadOn {
  readonly series: readonly Series[];
  readonly marks?: readonly ReadMark[];
  readonly sql: string;
}

type Whole = (episodes: readonly string[]) => Promise<Lines & { readonly restarts: Restarts }>;

/**
 * Lines of episodes, of which only what is new is read where nothing before has changed; `whole` reads episodes whole.
 * A mark is made before the rows are read that it is behind, and compared before those after it are: what changes in
 * between shows the next time.
 */
export async function readOn(question: Question, whole: Whole): Promise<ReadOn> {
  const { episodes, since = [] } = question.request;
  const views = await viewsOf(question);
  if (views === null) return told(await whole(episodes), []);
  const known = new Map(since.map((mark) => [mark.episode, mark]));
  const pieces = new Map<string, Piece>();
  for (const view of views) {
    const mark = known.get(view.episode);
    const piece = mark === undefined ? null : await continued(view, mark);
    if (piece !== null) pieces.set(view.episode, piece);
  }
  if (pieces.size === 0) return allAnew(views, episodes, whole);
  for (const view of views) {
    if (pieces.has(view.episode)) continue;
    const mark = await markOf(view);
    const { restarts, ...lines } = await whole([view.episode]);
    // Whether restarts split lines is decided for all of them.
    if (restarts.size > 0) return told(await whole(episodes), []);
    pieces.set(view.episode, { ...lines, mark: mark && completed(mark, view, lines.series) });
  }
  const all = episodes.flatMap((id) => pieces.get(id) ?? []);
  const series = all.flatMap((piece) => piece.series);
  const sql = all.map((piece) => piece.sql).find((text) => text !== '') ?? '';
  return told(
    { series, sql },
    all.flatMap(({ mark }) => mark ?? []),
  );
}

async function allAnew(views: readonly OwnView[], episodes: readonly string[], whole: Whole): Promise<ReadOn> {
  const begun = new Map<OwnView, ReadMark>();
  for (const view of views) {
    const mark = await markOf(view);
    if (mark !== null) begun.set(view, mark);
  }
  const { restarts, ...lines } = await whole(episodes);
  if (restarts.size > 0) return told(lines, []);
  const marks = [...begun].flatMap(([view, mark]) => completed(mark, view, lines.series) ?? []);
  return told(lines, marks);
}

/** As a caller is told it: what smoothers knew is in the marks. */
function told({ series, sql }: Lines, marks: readonly ReadMark[]): ReadOn {
  return { series: series.map(plain), sql, ...(marks.length > 0 && { marks }) };
}

function plain({ smoother: _, ...line }: DrawnLine): Series {
  return line;
}
