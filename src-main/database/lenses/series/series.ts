import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { SeriesAnswer } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { M4Options } from '../../queries/m4.ts';
import type { BoundLens } from '../binding/bind.ts';
import type { MeasureBook } from '../measures/measure-book.ts';
import { reducedAs } from '../measures/reduced-as.ts';
import { seriesOfEpisodes } from './series-of-episodes.ts';
import { seriesOfSessions } from './series-of-sessions.ts';

/** A measure over time: lines of episodes, or lines of sessions over their episodes. */
export async function readSeries(
  lens: BoundLens,
  book: MeasureBook,
  request: SeriesRequest,
  options: M4Options,
): Promise<SeriesAnswer> {
  const bound = reducedAs(await book.find(request.measure, request, options), request);
  const measure = await book.describe(bound, request, options);
  const against = request.against === undefined ? undefined : await againstOf(book, request.against, request, options);
  const asked = { measure: bound, against };
  if (request.episodes.length === 0) return { measure, ...(await seriesOfSessions(lens, asked, request, options)) };
  const single = [bound, against?.bound].find((each) => each?.spec.level === 'episode');
  if (single !== undefined) {
    throw new Failure('BAD_INPUT', `“${single.spec.title}” has one value per episode: ask for it by session`);
  }
  return { measure, ...(await seriesOfEpisodes(lens, asked, request, options)) };
}

async function againstOf(book: MeasureBook, id: string, request: SeriesRequest, options: QueryOptions) {
  const bound = await book.find(id, request, options);
  return { bound, measure: await book.describe(bound, request, options) };
}
