import { type Sql, sql } from '../sql/sql.ts';
import type { BoundLens, BoundLevel, BoundSteps } from './bind.ts';
import { type Compiled, compile, doubleOf } from './compile.ts';
import { idIn, sameId } from './ids.ts';

/** The steps with the episode and session each belongs to: where everything that is computed from steps starts. */
export interface StepsSource {
  readonly from: Sql;
  readonly episode: readonly Compiled[];
  readonly session: readonly Compiled[] | null;
  /** Frames per second of the step's episode; `null` where nobody says. */
  readonly rate: Sql | null;
  inEpisodes(ids: readonly string[]): readonly Sql[];
  /** Empty when the lens has no sessions: then all steps are wanted. */
  inSessions(ids: readonly string[]): readonly Sql[];
}

export function stepsSource({ dialect }: BoundLens, episode: BoundLevel, steps: BoundSteps): StepsSource {
  const own = episode.level.distinct && episode.place.table === steps.place.table;
  const session = own ? compileParent(episode, steps) : episode.parent;
  return {
    from: own ? steps.from : sql`${episode.from} join ${steps.from} on ${sameId(episode.id, steps.episode)}`,
    episode: own ? steps.episode : episode.id,
    session,
    rate: own ? null : frameRate(episode, steps),
    // Said of both tables: not every engine carries a list over a join.
    inEpisodes: (ids) => [idIn(steps.episode, ids, dialect), ...(own ? [] : [idIn(episode.id, ids, dialect)])],
    inSessions: (ids) => (session === null ? [] : [idIn(session, ids, dialect)]),
  };
}

export function frameRate(episode: BoundLevel, { steps }: BoundSteps): Sql | null {
  if (steps.frameRate === undefined || episode.level.distinct) return null;
  const rate = compile(steps.frameRate, episode.place);
  return rate === null ? null : sql`nullif(${doubleOf(rate, episode.place.dialect)}, 0)`;
}

function compileParent({ level }: BoundLevel, { place }: BoundSteps): readonly Compiled[] | null {
  const parent = level.parent?.map((each) => compile(each, place)) ?? null;
  return parent === null || parent.includes(null) ? null : (parent as readonly Compiled[]);
}
