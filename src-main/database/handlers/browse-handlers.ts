import { packHeader } from '#shared/model/packed-header.ts';
import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** The questions of the lens: sessions, episodes, trajectories, measures, series. */
export function browseHandlers(os: ProcessImplementer, opened: OpenedDatabase) {
  return {
    ...lensHandlers(os, opened),
    ...levelHandlers(os, opened),
    ...recordsHandlers(os, opened),
    ...trajectoryHandlers(os, opened),
  };
}

function recordsHandlers({ records }: ProcessImplementer, opened: OpenedDatabase) {
  return {
    records: {
      page: records.page.handler(async ({ input, signal }) =>
        (await opened.lens()).recordsPage(input.table, input.of, input.request, optionsOf(signal)),
      ),
      count: records.count.handler(async ({ input, signal }) =>
        (await opened.lens()).recordsCount(input.table, input.of, input.request, optionsOf(signal)),
      ),
      cell: records.cell.handler(async ({ input, signal }) =>
        (await opened.lens()).recordsCell(input.table, input.of, input, optionsOf(signal)),
      ),
    },
  };
}

function lensHandlers({ lens }: ProcessImplementer, opened: OpenedDatabase) {
  return {
    lens: {
      get: lens.get.handler(async () => (await opened.lens()).choice()),
      choose: lens.choose.handler(({ input }) => opened.chooseLens(input.lens)),
      showReplaced: lens.showReplaced.handler(({ input }) => opened.showReplaced(input.shown)),
    },
  };
}

function levelHandlers({ sessions, episodes }: ProcessImplementer, opened: OpenedDatabase) {
  return {
    sessions: {
      page: sessions.page.handler(async ({ input, signal }) =>
        (await opened.lens()).sessionsPage(input.request, optionsOf(signal)),
      ),
      count: sessions.count.handler(async ({ input, signal }) =>
        (await opened.lens()).sessionsCount(input.request, optionsOf(signal)),
      ),
      rollUps: sessions.rollUps.handler(async ({ input, signal }) =>
        (await opened.lens()).sessionsRollUps(input.ids, optionsOf(signal)),
      ),
      cell: sessions.cell.handler(async ({ input, signal }) =>
        (await opened.lens()).sessionsCell(input, optionsOf(signal)),
      ),
    },
    episodes: {
      page: episodes.page.handler(async ({ input, signal }) =>
        (await opened.lens()).episodesPage(input.session, input.request, optionsOf(signal)),
      ),
      count: episodes.count.handler(async ({ input, signal }) =>
        (await opened.lens()).episodesCount(input.session, input.request, optionsOf(signal)),
      ),
      rollUps: episodes.rollUps.handler(async ({ input, signal }) =>
        (await opened.lens()).episodesRollUps(input.ids, optionsOf(signal)),
      ),
      cell: episodes.cell.handler(async ({ input, signal }) =>
        (await opened.lens()).episodesCell(input, optionsOf(signal)),
      ),
    },
  };
}

function trajectoryHandlers({ trajectory, measures, series, cells }: ProcessImplementer, opened: OpenedDatabase) {
  return {
    trajectory: {
      header: trajectory.header.handler(async ({ input, signal }) =>
        packHeader(
          await (await opened.lens()).header(input.episode, { ...optionsOf(signal), sketch: input.sketch === true }),
        ),
      ),
      rows: trajectory.rows.handler(async ({ input, signal }) =>
        (await opened.lens()).rows(input.episode, input.request, input.agents, optionsOf(signal)),
      ),
      cell: trajectory.cell.handler(async ({ input, signal }) =>
        (await opened.lens()).rowsCell(input.episode, input, optionsOf(signal)),
      ),
      state: trajectory.state.handler(async ({ input, signal }) =>
        (await opened.lens()).state(input.episode, input.key, optionsOf(signal)),
      ),
      frames: trajectory.frames.handler(async ({ input, signal }) =>
        (await opened.lens()).frames(input, optionsOf(signal)),
      ),
      values: trajectory.values.handler(async ({ input, signal }) =>
        (await opened.lens()).values(input.measure, input, optionsOf(signal)),
      ),
      extent: trajectory.extent.handler(async ({ input, signal }) =>
        (await opened.lens()).extent(input.measure, input.episode, optionsOf(signal)),
      ),
      strip: trajectory.strip.handler(async ({ input, signal }) =>
        (await opened.lens()).strip(input, optionsOf(signal)),
      ),
    },
    measures: {
      list: measures.list.handler(async ({ input, signal }) =>
        (await opened.lens()).measures(input, optionsOf(signal)),
      ),
    },
    cells: {
      get: cells.get.handler(async ({ input, signal }) =>
        (await opened.lens()).cells(input.request, optionsOf(signal)),
      ),
    },
    series: {
      get: series.get.handler(async ({ input, signal }) =>
        (await opened.lens()).series(input.request, { ...optionsOf(signal), pyramids: opened.pyramids }),
      ),
    },
  };
}
