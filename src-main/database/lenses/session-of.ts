import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { CellsRequest } from '#shared/contract/cells.ts';
import type { LensChoice, LevelPage, RollUps } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import { cell } from '../queries/cell.ts';
import { page } from '../queries/page.ts';
import type { BoundLens, BoundLevel } from './binding/bind.ts';
import { KeyedBook } from './keyed/keyed-book.ts';
import { asksOf } from './lens-asks.ts';
import type { HeaderOptions, LensSession } from './lens-session.ts';
import { ByRollUps, withoutAdded } from './levels/by-roll-ups.ts';
import { firstRollUps } from './levels/first.ts';
import { levelCell } from './levels/level-cell.ts';
import { episodesRelation, sessionsRelation } from './levels/levels.ts';
import { episodesRollUps, sessionsRollUps } from './levels/roll-ups.ts';
import { MeasureBook } from './measures/measure-book.ts';
import { PropertyBook } from './measures/property-book.ts';
import { pageWithProperties } from './measures/property-columns.ts';
import { Remembered } from './measures/remembered.ts';
import { episodesOf } from './measures/units.ts';
import { recordsAnswers } from './records/records-answers.ts';
import { readCells } from './series/read-cells.ts';
import { readSeries } from './series/series.ts';
import { readState } from './state/read-state.ts';
import { readPlainState, type StateReader } from './state/state-reader.ts';
import { parseAgentKey } from './trajectory/agents.ts';
import type { MetTypes } from './trajectory/frames.ts';
import { readHeader } from './trajectory/header.ts';
import { pictureAnswers } from './trajectory/picture-answers.ts';
import { trajectoryRelation } from './trajectory/trajectory.ts';
import { bindTranscript } from './transcript/bind-transcript.ts';
import { transcriptAnswers } from './transcript/transcript-answers.ts';

/** Of how many episodes the types of agents are kept in mind: more are not looked at together. */
const EPISODES_AT_A_TIME = 32;

/** Answers for a lens whose names were found: each question is one file beside this one. */
export function sessionOf(
  lens: BoundLens,
  choice: LensChoice,
  asks = asksOf(lens),
  state: StateReader = readPlainState,
): LensSession {
  const { connection } = lens;
  const transcript = bindTranscript(lens);
  const properties = new PropertyBook(lens);
  const book = new MeasureBook(lens, properties);
  const met: MetTypes = new Remembered(Number.POSITIVE_INFINITY, EPISODES_AT_A_TIME);
  const sessions = lens.session && new KeyedBook(lens, lens.session);
  const episodes = lens.episode && new KeyedBook(lens, lens.episode);
  const listed = (session: string | undefined) => episodesRelation(lens, lens.episode!, session);
  const header = async (episode: string, { sketch = false, ...options }: HeaderOptions) => {
    stepsOf(lens);
    const own = await readHeader(lens, properties, met, { id: episode, sketch }, options);
    met.set(episode, [...new Set(own.agents.map(({ type }) => type))]);
    return { ...own, facts: [...own.facts, ...((await episodes?.facts(episode, options)) ?? [])] };
  };

  return {
    lens: lens.lens,
    choice: () => (transcript === null ? choice : { ...choice, transcript: transcript.shape }),
    ...asks,
    transcript: transcriptAnswers(lens, transcript, state),
    ...listAnswers(lens, sessions, episodes),
    sessionsRollUps: (ids, options = {}) =>
      inBatches(ids, lens.session, (some) => sessionsRollUps(lens, { ids: some }, options)),
    sessionsCell: (of, options = {}) =>
      levelCell(
        lens,
        lens.session,
        (level) => sessions!.withColumn(sessionsRelation(lens, level), of.column),
        of,
        options,
      ),
    episodesRollUps: (ids, options = {}) =>
      inBatches(ids, lens.episode, (some) => episodesRollUps(lens, { ids: some }, options)),
    episodesCell: (of, options = {}) =>
      levelCell(lens, lens.episode, () => episodes!.withColumn(listed(undefined), of.column), of, options),
    header: (episode, options = {}) => header(episode, options),
    rows: async (episode, request, keys, options = {}) => {
      const steps = stepsOf(lens);
      const some = keys?.map((key) => parseAgentKey(key, steps));
      const relation = trajectoryRelation(lens, steps, episode, some);
      const columns = await properties.columnsOf(steps, episode, options);
      return properties.bound === null || columns.length === 0
        ? page(connection, relation, request, options)
        : pageWithProperties(connection, properties.bound, relation, columns, request, options);
    },
    rowsCell: (episode, of, options = {}) =>
      cell(connection, trajectoryRelation(lens, stepsOf(lens), episode, undefined), of, options),
    state: (episode, key, options = {}) => readState(lens, stepsOf(lens), state, { episode, key }, options),
    ...pictureAnswers(lens, { book, steps: () => stepsOf(lens), met }),
    ...recordsAnswers(lens),
    measures: (scope, options = {}) => book.list(episodesOf(scope), options),
    series: (request: SeriesRequest, options = {}) => readSeries(lens, book, request, options),
    cells: (request: CellsRequest, options = {}) => readCells(lens, book, request, options),
  };
}

type Lists = Pick<LensSession, 'sessionsPage' | 'sessionsCount' | 'episodesPage' | 'episodesCount'>;

/** The lists of both levels, sorted and filtered by any column, their roll-ups among them. */
function listAnswers(lens: BoundLens, sessions: KeyedBook | null, episodes: KeyedBook | null): Lists {
  const sessionOrder = new ByRollUps(lens, 'session');
  const episodeOrder = new ByRollUps(lens, 'episode');
  return {
    sessionsPage: async (request, options = {}) => {
      if (sessions === null) return NOTHING;
      const list = sessionsRelation(lens, lens.session!);
      const sorted = await sessionOrder.ofPage(list, undefined, request, options);
      return withoutAdded(await sessions.page(sorted, undefined, request, options), list, sorted);
    },
    sessionsCount: async (request, options = {}) => {
      if (sessions === null) return 0;
      const list = sessionsRelation(lens, lens.session!);
      const asked = await sessionOrder.ofCount(list, undefined, request, options);
      return sessions.count(asked, undefined, request, options);
    },
    episodesPage: async (session, request, options = {}) => {
      if (episodes === null) return NOTHING;
      const list = episodesRelation(lens, lens.episode!, session);
      const sorted = await episodeOrder.ofPage(list, session, request, options);
      return withoutAdded(await episodes.page(sorted, session, request, options), list, sorted);
    },
    episodesCount: async (session, request, options = {}) => {
      if (episodes === null) return 0;
      const list = episodesRelation(lens, lens.episode!, session);
      const asked = await episodeOrder.ofCount(list, session, request, options);
      return episodes.count(asked, session, request, options);
    },
  };
}

/** Engines take some ten thousand parameters; an id may need several, more than once. */
const MOST_IDS = 1000;

async function inBatches(
  ids: readonly string[],
  level: BoundLevel | null,
  ask: (some: readonly string[]) => Promise<RollUps>,
): Promise<RollUps> {
  let all = await ask(ids.slice(0, MOST_IDS));
  for (let at = MOST_IDS; at < ids.length; at += MOST_IDS) {
    const { rows } = await ask(ids.slice(at, at + MOST_IDS));
    all = { ...all, rows: { ...all.rows, ...rows } };
  }
  return firstRollUps(all, level?.level.first);
}

const NOTHING: LevelPage = { columns: [], rows: [], keys: [], more: false };

function stepsOf({ steps }: BoundLens) {
  if (steps === null) throw new Failure('NOT_FOUND', 'This database has no trajectories that its lens knows of');
  return steps;
}
