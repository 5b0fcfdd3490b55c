import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { readDensity, readDensityExtent } from '../density/density.ts';
import type { LensSession } from '../lens-session.ts';
import type { MeasureBook } from '../measures/measure-book.ts';
import { readExtent } from './extent.ts';
import { type MetTypes, readFrames, readValues } from './frames.ts';
import { readStrip } from './strip.ts';

interface Known {
  readonly book: MeasureBook;
  /** Throws NOT_FOUND where there are none. */
  steps(): BoundSteps;
  readonly met: MetTypes;
}

/** What pictures are drawn from. */
export function pictureAnswers(
  lens: BoundLens,
  { book, steps, met }: Known,
): Pick<LensSession, 'frames' | 'values' | 'extent' | 'strip' | 'density' | 'densityExtent'> {
  const measureOf = (measure: string, episode: string, options: QueryOptions) =>
    book.find(measure, { sessions: [], episodes: [episode] }, options);
  return {
    frames: async (range, options = {}) => readFrames(lens, steps(), met, range, options),
    values: async (measure, range, options = {}) => {
      const bound = await measureOf(measure, range.episode, options);
      return readValues(lens, steps(), met, bound, range, options);
    },
    extent: async (measure, episode, options = {}) =>
      readExtent(lens, steps(), await measureOf(measure, episode, options), episode, options),
    density: (request, options = {}) => readDensity(lens, request, options),
    densityExtent: (scope, options = {}) => readDensityExtent(lens, scope, options),
    strip: (range, options = {}) => readStrip(lens, steps(), range, options),
  };
}
