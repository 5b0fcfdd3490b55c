import type { PlaceQuery } from '../../client/place.ts';
import type { Plane } from '../trajectory/projection.ts';

/** What a cell's colour says. */
export type Show = 'rows' | 'share' | 'seconds';

/** What a person chose to see; all of it stands in the address. */
export interface DensityView {
  /** Only this episode, this session, or (neither) everything. */
  readonly episode: string | undefined;
  readonly session: string | undefined;
  /** The session whose shares are taken away. */
  readonly minus: string | undefined;
  readonly plane: Plane | undefined;
  /** Length of a cell's sides; chosen by the extent when absent. */
  readonly bin: number | undefined;
  readonly minimum: number;
  readonly show: Show;
  readonly logarithmic: boolean;
  readonly arrows: boolean;
}

export function readView(query: PlaceQuery): DensityView {
  const { plane, show, bin, least } = query;
  return {
    episode: query['episode'],
    session: query['session'],
    minus: query['minus'],
    plane: plane === 'xy' || plane === 'xz' || plane === 'zy' ? plane : undefined,
    bin: Number(bin) > 0 ? Number(bin) : undefined,
    minimum: Math.max(Math.floor(Number(least)) || 1, 1),
    show: show === 'share' || show === 'seconds' ? show : 'rows',
    logarithmic: query['log'] === '1',
    arrows: query['arrows'] === '1',
  };
}

/** What stands in the address for part of a view; the defaults stand there as nothing. */
export function writeView(part: Partial<DensityView>): PlaceQuery {
  const query: Record<string, string> = {};
  for (const key of ['episode', 'session', 'minus', 'plane'] as const) if (key in part) query[key] = part[key] ?? '';
  if ('bin' in part) query['bin'] = part.bin === undefined ? '' : String(part.bin);
  if (part.minimum !== undefined) query['least'] = part.minimum > 1 ? String(part.minimum) : '';
  if (part.show !== undefined) query['show'] = part.show === 'rows' ? '' : part.show;
  if (part.logarithmic !== undefined) query['log'] = part.logarithmic ? '1' : '';
  if (part.arrows !== undefined) query['arrows'] = part.arrows ? '1' : '';
  return query;
}
