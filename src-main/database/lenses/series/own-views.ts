import type { PixelGrid } from '#shared/model/m4.ts';
import { ownRequests } from './aligned.ts';
import { type DrawnLine, isMean, linesOfEpisode, type Question } from './episode-lines.ts';
import { stepRows } from './step-rows.ts';

/** Of more episodes than this nothing is read on: each is asked for by itself. */
const MOST_EPISODES = 50;

/** An episode by itself, as it is read on: in recorded time, whatever x is asked for. */
export interface OwnView {
  readonly episode: string;
  readonly question: Question;
  readonly grid: PixelGrid;
  /** Another where the same rows would be drawn elsewhere. */
  readonly place: string;
  /** A line over the axis that was asked for. */
  readonly moved: (line: DrawnLine) => DrawnLine;
}

/**
 * `null` where lines cannot be read on: what is summed up or against another measure depends on all its rows, and what is
 * not a whole number in recorded time is rounded when it is moved.
 */
export async function viewsOf(question: Question): Promise<readonly OwnView[] | null> {
  const { lens, steps, request, against, measure, options } = question;
  const { from, to, points: pixels, log, smooth, since, episodes, x = 'recorded' } = request;
  if (since === undefined || from === undefined || to === undefined || episodes.length > MOST_EPISODES) return null;
  if (against !== undefined || measure.running === true) return null;
  if (log === true && (isMean(question) || smooth !== undefined)) return null;
  const several = question.several ?? episodes.length > 1;
  if (x === 'recorded') {
    const grid = { from, to, pixels, log };
    const own = (id: string): Question => ({ ...question, several, request: { ...request, episodes: [id] } });
    return episodes.map((id) => ({ episode: id, question: own(id), grid, place: '', moved: (line) => line }));
  }
  if (steps.time.kind !== 'integer') return null;
  return (await ownRequests(lens, steps, request, options)).map(({ episode, own, origin, moved }) => ({
    episode,
    question: { ...question, several, request: own },
    grid: { from: own.from ?? from, to: own.to ?? to, pixels, log },
    place: JSON.stringify(origin),
    moved,
  }));
}

/** The rows of its lines, and what tells these apart. */
export function rowsOf({ question, episode }: OwnView) {
  const apart = linesOfEpisode(question, episode);
  const aggregate = isMean(question) || question.request.split === 'type' ? ('mean' as const) : undefined;
  return { apart, rows: { ...stepRows(question, question.measure, apart), aggregate } };
}
