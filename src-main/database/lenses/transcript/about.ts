import type { Cell } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import type { TranscriptOutline } from '#shared/model/transcript.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { page } from '../../queries/page.ts';
import { raw, type Sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { compile, compileAll, textOf } from '../binding/compile.ts';
import { idIs, idText } from '../binding/ids.ts';
import { labelOfSession } from '../levels/level-cell.ts';
import { episodesRelation } from '../levels/levels.ts';

export type About = Pick<TranscriptOutline, 'label' | 'session'>;

/**
 * The label of the episode, its session's id and that one's label as the steps themselves tell them, which spares another
 * pass over a table that holds everything; `null` where levels have tables of their own.
 */
export function aboutColumns(
  { dialect, session, episode }: BoundLens,
  steps: BoundSteps,
): readonly [Sql, Sql, Sql] | null {
  const here = ({ level, place }: NonNullable<typeof episode>) => level.distinct && place.table === steps.place.table;
  if (episode === null || !here(episode)) return null;
  const label = compile(episode.level.label, steps.place);
  const parent = episode.level.parent === undefined ? null : compileAll(episode.level.parent, steps.place);
  const above = session === null || !here(session) ? null : compile(session.level.label, steps.place);
  if (label === null || (parent !== null && above === null)) return null;
  return [
    textOf(label, dialect),
    parent === null ? raw('null') : idText(parent, dialect),
    above === null ? raw('null') : textOf(above, dialect),
  ];
}

export function aboutOf([label = null, session = null, above = null]: readonly Cell[]): About {
  const id = session === null ? null : String(session);
  return { label: String(label ?? ''), session: id === null ? null : { id, label: String(above ?? id) } };
}

/** The same of an episode that has a table, or no steps. Throws NOT_FOUND for one that does not exist. */
export async function readAbout(lens: BoundLens, id: string, options: QueryOptions): Promise<About> {
  const { connection, dialect, episode } = lens;
  const none = new Failure('NOT_FOUND', `There is no episode “${id}” in this database`);
  if (episode === null) throw none;
  const relation = episodesRelation(lens, episode, undefined);
  const only = { ...relation, where: [idIs(episode.id, id, dialect)] };
  const { columns, rows } = await page(connection, only, { limit: 1 }, options);
  const [row] = rows;
  if (row === undefined) throw none;
  const named = (column: string): Cell => row[columns.findIndex(({ name }) => name === column)] ?? null;
  const session = named('session');
  if (session === null) return { label: String(named('label') ?? id), session: null };
  const above = named('session_label') ?? (await labelOfSession(lens, String(session), options));
  return {
    label: String(named('label') ?? id),
    session: { id: String(session), label: String(above ?? session) },
  };
}
