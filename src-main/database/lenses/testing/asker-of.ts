import type { Asker } from '#shared/compare/items.ts';
import { seriesRequestSchema } from '#shared/contract/browse.ts';
import { pageRequestSchema } from '#shared/model/filter.ts';
import type { LensSession } from '../lens-session.ts';

/** A lens asked as a window asks it, without what lies between. */
export function askerOf(lens: LensSession): Asker {
  const asker = {
    sessions: {
      page: ({ request }: Parameters<Asker['sessions']['page']>[0]) => lens.sessionsPage(full(request)),
      cell: (of: Parameters<Asker['sessions']['cell']>[0]) => lens.sessionsCell(of),
      rollUps: ({ ids }: Parameters<Asker['sessions']['rollUps']>[0]) => lens.sessionsRollUps(ids),
    },
    episodes: {
      page: ({ session, request }: Parameters<Asker['episodes']['page']>[0]) =>
        lens.episodesPage(session, full(request)),
      count: ({ session, request }: Parameters<Asker['episodes']['count']>[0]) =>
        lens.episodesCount(session, full(request)),
      cell: (of: Parameters<Asker['episodes']['cell']>[0]) => lens.episodesCell(of),
      rollUps: ({ ids }: Parameters<Asker['episodes']['rollUps']>[0]) => lens.episodesRollUps(ids),
    },
    series: {
      get: ({ request }: Parameters<Asker['series']['get']>[0]) => lens.series(seriesRequestSchema.parse(request)),
    },
  };
  return asker as unknown as Asker;
}

const full = (request: unknown) => pageRequestSchema.parse(request);
