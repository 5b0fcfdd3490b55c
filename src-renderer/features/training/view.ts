import type { PlaceQuery } from '../../client/place.ts';

/** What the page of a training shows; all of it stands in the address. */
export interface TrainingView {
  readonly part: 'training' | 'episode';
  /** The first when absent. */
  readonly session: string | undefined;
  /** The first of the session when absent. */
  readonly episode: string | undefined;
  /** What is drawn of each entity. */
  readonly tells: string | undefined;
  /** What is drawn over the training. */
  readonly measure: string | undefined;
  /** Which of the facets the training is taken apart by. */
  readonly facet: number | undefined;
  /** Which of the checkpoints is told of. */
  readonly checkpoint: number | undefined;
}

export function readView(query: PlaceQuery): TrainingView {
  const place = (key: string) => {
    const number = Number.parseInt(query[key] ?? '', 10);
    return number >= 0 ? number : undefined;
  };
  const given = (key: string) => (query[key] === '' ? undefined : query[key]);
  return {
    part: query['part'] === 'episode' ? 'episode' : 'training',
    session: given('session'),
    episode: given('episode'),
    tells: given('of'),
    measure: given('measure'),
    facet: place('by'),
    checkpoint: place('checkpoint'),
  };
}

/** The part of an address that says a part of a view. */
export function writeView(part: Partial<TrainingView>): PlaceQuery {
  const query: Record<string, string> = {};
  if (part.part !== undefined) query['part'] = part.part === 'training' ? '' : part.part;
  if ('session' in part) query['session'] = part.session ?? '';
  if ('episode' in part) query['episode'] = part.episode ?? '';
  if ('tells' in part) query['of'] = part.tells ?? '';
  if ('measure' in part) query['measure'] = part.measure ?? '';
  if ('facet' in part) query['by'] = part.facet === undefined ? '' : String(part.facet);
  if ('checkpoint' in part) query['checkpoint'] = part.checkpoint === undefined ? '' : String(part.checkpoint);
  return query;
}
