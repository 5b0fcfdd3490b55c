import type { SeriesRequest } from '#shared/contract/browse.ts';
import { Failure } from '#shared/model/failure.ts';
import type { BoundMeasure } from './measures.ts';

/**
 * A measure of steps that comes to something else in an episode than its lens says: its last value, its highest, … Throws
 * BAD_INPUT for a running sum, which is its last value and nothing else.
 */
export function reducedAs(measure: BoundMeasure, { reduce }: Pick<SeriesRequest, 'reduce'>): BoundMeasure {
  const { spec, running } = measure;
  if (reduce === undefined || spec.level === 'episode') return measure;
  if (running && reduce !== 'last')
    throw new Failure('BAD_INPUT', `“${spec.title}” is a running sum: ask for the last of it`);
  if (running || reduce === spec.reduce) return measure;
  return { ...measure, spec: { ...spec, reduce }, ofEpisode: undefined };
}
