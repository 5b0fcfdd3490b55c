import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DensityRequest } from '#shared/contract/density.ts';
import { unpackColumns } from '#shared/model/bulk.ts';
import type { DensityExtent } from '#shared/model/density.ts';
import { client, orpc } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import { AXIS_NAMES, axesOf, type Plane, scaleBar } from '../trajectory/projection.ts';
import { cellsApart, type DensityCell, enoughOf, extentOfBoth, readCells } from './cells.ts';
import type { DensityView } from './view.ts';

type Scope = Pick<DensityRequest, 'sessions' | 'episodes'>;

const scopeOf = ({ episode, session }: Pick<DensityView, 'episode' | 'session'>): Scope => ({
  episodes: episode === undefined ? [] : [episode],
  sessions: session === undefined || episode !== undefined ? [] : [session],
});

export function useDensityExtent(database: string, view: DensityView): Answer<DensityExtent> {
  const { episode, session, minus } = view;
  const scope = useMemo(() => scopeOf({ episode, session }), [episode, session]);
  const away = useMemo(() => scopeOf({ episode: undefined, session: minus }), [minus]);
  const own: Answer<DensityExtent> = answerOf(
    useQuery(orpc.density.extent.queryOptions({ input: { database, scope } })),
  );
  const other: Answer<DensityExtent> = answerOf(
    useQuery({
      ...orpc.density.extent.queryOptions({ input: { database, scope: away } }),
      enabled: minus !== undefined,
    }),
  );
  const both = useMemo(() => own.data && other.data && extentOfBoth(own.data, other.data), [own.data, other.data]);
  return minus === undefined || own.failure ? own : { ...other, data: both };
}

/** A plane that the positions have, and how large its cells are unless a person says. */
export function shapeOf(view: DensityView, { bounds }: DensityExtent): { readonly plane: Plane; readonly bin: number } {
  const flat: Plane = bounds.length === 3 ? 'xz' : 'xy';
  const plane = view.plane === undefined || (view.plane !== 'xy' && bounds.length < 3) ? flat : view.plane;
  const { across, along } = axesOf(plane, false);
  const lengths = [across, along].map((axis) => (bounds[axis]?.[1] ?? 0) - (bounds[axis]?.[0] ?? 0));
  const longest = Math.max(...lengths);
  return { plane, bin: view.bin ?? (longest > 0 ? scaleBar(1, longest / 40).units : 1) };
}

interface Counted {
  readonly cells: readonly DensityCell[];
  /** Rows in all cells; of a difference first those of the one, then those of the other. */
  readonly rows: readonly number[];
}

/** The cells of a view, those of the one before until they are here. */
export function useCells(
  database: string,
  view: DensityView,
  extent: DensityExtent | undefined,
): Answer<Counted> & { readonly stale: boolean } {
  const shape = extent && shapeOf(view, extent);
  const { across, along } = axesOf(shape?.plane ?? 'xy', false);
  const part = {
    axes: [AXIS_NAMES[across], AXIS_NAMES[along]] as DensityRequest['axes'],
    bin: shape?.bin ?? 1,
    velocity: view.arrows && (extent?.hasVelocity ?? false),
    seconds: extent?.hasSeconds ?? false,
  };
  const { minus, minimum } = view;
  const asked = useQuery({
    queryKey: ['density', { database }, scopeOf(view), minus, minimum, part],
    enabled: extent !== undefined && extent.rows > 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Counted> => {
      const count = async (scope: Scope, least: number) => {
        const request = { ...scope, ...part, minimum: least };
        const bytes = await client.density.cells({ database, request }, { signal });
        return readCells(unpackColumns(await bytes.arrayBuffer()));
      };
      const rowsOf = (some: readonly DensityCell[]) => some.reduce((sum, cell) => sum + cell.rows, 0);
      if (minus === undefined) {
        const cells = await count(scopeOf(view), minimum);
        return { cells, rows: [rowsOf(cells)] };
      }
      // A cell that only one has enough rows in is compared with what few the other has.
      const [own, others] = enoughOf(
        await count(scopeOf(view), 1),
        await count({ episodes: [], sessions: [minus] }, 1),
        minimum,
      );
      return { cells: cellsApart(own, others), rows: [rowsOf(own), rowsOf(others)] };
    },
  });
  return { ...answerOf(asked), stale: asked.isPlaceholderData };
}
