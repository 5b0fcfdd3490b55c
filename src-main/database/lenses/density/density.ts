import type { DensityRequest, DensityScope } from '#shared/contract/density.ts';
import { type Bytes, packColumns } from '#shared/model/bulk.ts';
import { cellNumber } from '#shared/model/cell.ts';
import type { DensityExtent } from '#shared/model/density.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { densityOf } from '../../queries/density.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel, BoundSteps } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf } from '../binding/compile.ts';
import { idIn, sameId } from '../binding/ids.ts';
import { apartTypes } from '../levels/per-episode.ts';
import { frameRate, inSessions } from '../levels/steps-source.ts';
import { unitOf } from '../measures/units.ts';
import { timeWithin } from '../trajectory/frames.ts';

/** A lens that can say where agents are. */
interface Placed {
  readonly lens: BoundLens;
  readonly episode: BoundLevel;
  readonly steps: BoundSteps;
  readonly position: NonNullable<BoundSteps['position']>;
}

/** Rows per cell of a grid, as `density.cells` of the contract says. */
export async function readDensity(lens: BoundLens, request: DensityRequest, options: QueryOptions): Promise<Bytes> {
  const placed = placedOf(lens);
  const { steps, position } = placed;
  const [across, along] = request.axes.map((axis) => {
    const of = position[axis];
    if (of === null) throw new Failure('BAD_INPUT', `Positions here have no ${axis}. Choose other axes`);
    return doubleOf(of, lens.dialect);
  }) as [Sql, Sql];
  const seconds = request.seconds ? secondsOf(placed) : null;
  const columns = await densityOf(
    lens.connection,
    {
      from: seconds === null ? steps.from : join([steps.from, seconds.join], ' '),
      where: [...scopeOf(placed, request), ...timeWithin(steps, request.from, request.to)],
      ...{ across, along, bin: request.bin, minimum: request.minimum },
      more: [
        ...(request.velocity ? velocityOf(placed, request.axes) : []),
        ...(seconds === null ? [] : [{ name: 'seconds', value: seconds.value, sum: true }]),
      ],
    },
    options,
  );
  return new Blob([packColumns(columns)]);
}

/** Between what positions lie, and what could be asked of them. */
export async function readDensityExtent(
  lens: BoundLens,
  scope: DensityScope,
  options: QueryOptions,
): Promise<DensityExtent> {
  const placed = placedOf(lens);
  const { connection, dialect } = lens;
  const { position, steps } = placed;
  const axes = [position.x, position.y, ...(position.z === null ? [] : [position.z])].map((axis) =>
    doubleOf(axis, dialect),
  );
  const finite = axes.map((axis) => sql`case when ${dialect.isFinite(axis)} then ${axis} end`);
  const ranges = finite.flatMap((axis) => [sql`min(${axis})`, sql`max(${axis})`]);
  const both = sql`case when ${dialect.isFinite(axes[0]!)} and ${dialect.isFinite(axes[1]!)} then 1 end`;
  const { rows } = await connection.rows(
    sql`select count(${both}), ${join(ranges)} from ${steps.from} where ${all(scopeOf(placed, scope))}`,
    options,
  );
  const [count, ...ends] = (rows[0] ?? []).map((cell) => cellNumber(cell));
  const bounds = axes.flatMap((_, at) => {
    const [low, high] = [ends[2 * at], ends[2 * at + 1]];
    return low === undefined || high === undefined ? [] : [[low, high] as const];
  });
  return {
    bounds,
    rows: count ?? 0,
    unit: await unitOf(lens, steps.steps.position?.unit, scope, options),
    yDown: await yDownOf(placed, scope, options),
    hasVelocity: steps.velocity !== null,
    hasSeconds: frameRate(placed.episode, steps) !== null,
  };
}

function placedOf(lens: BoundLens): Placed {
  const { steps, episode } = lens;
  const position = steps?.position ?? null;
  if (steps === null || episode === null || position === null) {
    throw new Failure('NOT_FOUND', 'This database has no positions that its lens knows of');
  }
  return { lens, episode, steps, position };
}

/** Which steps. */
function scopeOf({ lens, episode, steps }: Placed, { sessions, episodes, types }: DensityScope): readonly Sql[] {
  const { dialect } = lens;
  const apart = apartTypes(steps, dialect);
  const { agentType } = steps;
  return [
    ...(episodes.length === 0 ? [] : [idIn(steps.episode, episodes, dialect)]),
    ...inSessions(lens, episode, steps, sessions),
    ...(types !== undefined && agentType !== null ? [idIn([agentType], types, dialect)] : []),
    ...(types === undefined && apart !== null ? [sql`not ${apart}`] : []),
  ];
}

function velocityOf({ lens, steps }: Placed, axes: DensityRequest['axes']) {
  const { velocity } = steps;
  if (velocity === null) throw new Failure('BAD_INPUT', 'This database keeps no velocities. Ask without them');
  return axes.map((axis, at) => {
    const of: Compiled | null = velocity[axis];
    const value = of === null ? raw('cast(null as double precision)') : doubleOf(of, lens.dialect);
    return { name: at === 0 ? 'vacross' : 'valong', value };
  });
}

/** How long a step lasts: what its episode is joined for. */
function secondsOf({ episode, steps }: Placed): { readonly join: Sql; readonly value: Sql } {
  const rate = frameRate(episode, steps);
  if (rate === null) throw new Failure('BAD_INPUT', 'This database has no frame rates, so nothing is known of seconds');
  return { join: sql`join ${episode.from} on ${sameId(episode.id, steps.episode)}`, value: sql`1e0 / ${rate}` };
}

/** Pixels grow downwards; where episodes differ, upwards counts. */
async function yDownOf({ lens, episode, steps }: Placed, scope: DensityScope, options: QueryOptions): Promise<boolean> {
  const down = steps.steps.position?.yDown ?? false;
  if (typeof down === 'boolean') return down;
  const by = compile(down.by, episode.place);
  if (by === null || episode.level.distinct) return false;
  const where = [
    ...(scope.episodes.length === 0 ? [] : [idIn(episode.id, scope.episodes, lens.dialect)]),
    ...(scope.sessions.length === 0 || episode.parent === null
      ? []
      : [idIn(episode.parent, scope.sessions, lens.dialect)]),
  ];
  const { rows } = await lens.connection.rows(
    sql`select min(case when ${by.sql} then 1 else 0 end) from ${episode.from} where ${all(where)}`,
    options,
  );
  return cellNumber(rows[0]?.[0] ?? null) === 1;
}
