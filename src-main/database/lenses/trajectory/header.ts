import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { answerColumn, page } from '../../queries/page.ts';
import { raw, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel, BoundSteps } from '../binding/bind.ts';
import { compile } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';
import { labelOfSession } from '../levels/level-cell.ts';
import { episodesRelation } from '../levels/levels.ts';
import { frameRate } from '../levels/steps-source.ts';
import type { PropertyBook } from '../measures/property-book.ts';
import { unitOf } from '../measures/units.ts';
import { readExtentOf } from './episode-extent.ts';
import { readOutline } from './episode-outline.ts';
import { EpisodeRows } from './episode-rows.ts';
import { sketchExtent } from './episode-sketch.ts';
import type { MetTypes } from './frames.ts';
import { trajectoryColumns } from './trajectory.ts';

/**
 * Everything the trajectory page needs before its first frame: two short questions about the episode, one over its steps (or,
 * for a sketch of a long one, some into them), one into them.
 */
export async function readHeader(
  lens: BoundLens,
  properties: PropertyBook,
  met: MetTypes,
  { id, sketch }: { readonly id: string; readonly sketch: boolean },
  options: QueryOptions,
): Promise<TrajectoryHeader> {
  const { episode, steps } = lens;
  if (episode === null || steps === null) throw noEpisode(id);
  const about = await aboutEpisode(lens, episode, steps, id, options);
  const rowsOf = new EpisodeRows(lens, steps, id, options);
  const outlined = sketch ? await readOutline(lens, steps, met, rowsOf, options) : undefined;
  const sketched = outlined ?? (sketch ? await sketchExtent(lens, steps, rowsOf, options) : undefined);
  const [extent, more] = await Promise.all([
    sketched ?? readExtentOf(lens, steps, id, options),
    properties.columnsOf(steps, id, options),
  ]);
  const { time, position } = steps.steps;
  const { bounds } = extent;
  return {
    ...about,
    columns: [...trajectoryColumns(steps, time.unit).map(answerColumn), ...more.map(({ column }) => column)],
    rows: extent.rows,
    ...(sketched && { sketch: true }),
    ...(outlined && { outline: outlined.outline }),
    time: extent.time && {
      ...extent.time,
      title: time.title,
      unit: steps.time.kind === 'time' ? EPOCH : (time.unit ?? null),
      column: steps.time.column?.name ?? null,
    },
    dimensions: bounds.length === 3 ? 3 : bounds.length === 2 ? 2 : 0,
    bounds,
    unit: await unitOf(lens, position?.unit, { sessions: [], episodes: [id] }, options),
    agents: extent.agents,
  };
}

/** Unit of a time that the database keeps as a date or timestamp. */
export const EPOCH = 'epoch seconds';

type About = Pick<TrajectoryHeader, 'episode' | 'label' | 'session' | 'frameRate' | 'yDown' | 'facts'>;

async function aboutEpisode(
  lens: BoundLens,
  episode: BoundLevel,
  steps: BoundSteps,
  id: string,
  options: QueryOptions,
): Promise<About> {
  const { connection, dialect } = lens;
  const relation = episodesRelation(lens, episode, undefined);
  const only = { ...relation, where: [idIs(episode.id, id, dialect)] };
  const { columns, rows } = await page(connection, only, { limit: 1 }, options);
  const [row] = rows;
  if (row === undefined) throw noEpisode(id);
  const named = (column: string): Cell => row[columns.findIndex(({ name }) => name === column)] ?? null;
  const facts = new Set(episode.facts.map(({ name }) => name));
  const session = named('session');
  const yDown = steps.steps.position?.yDown ?? false;
  const down = typeof yDown === 'boolean' ? null : compile(yDown.by, episode.place);
  const rate = frameRate(episode, steps);
  const more = await connection.rows(
    sql`select ${rate ?? raw('null')}, ${down === null ? raw('0') : sql`case when ${down.sql} then 1 else 0 end`}
      from ${episode.from} where ${idIs(episode.id, id, dialect)} limit 1`,
    options,
  );
  const [framesPerSecond, isDown] = more.rows[0] ?? [];
  return {
    episode: id,
    label: String(named('label') ?? id),
    session:
      session === null
        ? null
        : {
            id: String(session),
            label: String(named('session_label') ?? (await labelOfSession(lens, String(session), options))),
          },
    frameRate: cellNumber(framesPerSecond ?? null) ?? null,
    yDown: typeof yDown === 'boolean' ? yDown : isDown === 1,
    facts: columns.flatMap((column, at) => (facts.has(column.name) ? [{ column, value: row[at] ?? null }] : [])),
  };
}

function noEpisode(id: string): Failure {
  return new Failure('NOT_FOUND', `There is no episode “${id}” in this database`);
}
