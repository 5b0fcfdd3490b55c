import { join } from 'node:path';
import type { Reject } from '#shared/model/import.ts';
import { literal } from '../../drivers/duckdb/settings.ts';
import type { PrepareContext, RowOrigin } from '../importer.ts';
import { inLines } from './row-lines.ts';
import type { TrackSource } from './track-source.ts';

/** One file after it was read: its rows in a parquet file of ours, numbered, each with why it is not taken, if so. */
export interface StagedTracks {
  readonly source: TrackSource;
  readonly path: string;
  /** All rows, those left out and rejected included. */
  readonly allRows: number;
  readonly rows: number;
  readonly leftOut: number;
  readonly frames: number;
  readonly types: readonly string[];
  readonly agents: readonly string[];
  readonly rejects: readonly Reject[];
  /** The first row that is taken, by its number (`inLines`). */
  readonly first: RowOrigin;
}

/** Reads a file once into `scratch`, so that observations and properties get the same numbers. */
export async function stage(
  context: PrepareContext,
  source: TrackSource,
  at: number,
  frameRate: number,
): Promise<StagedTracks> {
  const { duckdb, scratch } = context;
  const path = join(scratch, `tracks-${at}.parquet`);
  await duckdb.run(`copy (${numbered(source, frameRate)}) to ${literal(path)} (format parquet)`);
  const staged = `read_parquet(${literal(path)})`;
  const reader =
    await duckdb.runAndReadAll(`select count(*), count(*) filter (reason is null), count(*) filter (reason = ''),
    coalesce(max(frame) filter (reason is null), -1) + 1, list(distinct type) filter (reason is null),
    list(distinct agent::varchar || ' ' || type) filter (reason is null), min(record) filter (reason is null) from ${staged}`);
  const [all, rows, leftOut, frames, types, agents, first] = reader.getRowsJson()[0] ?? [];
  return {
    source,
    path,
    allRows: Number(all),
    rows: Number(rows),
    leftOut: Number(leftOut),
    frames: Number(frames),
    types: texts(types),
    agents: texts(agents),
    rejects: await rejectsOf(context, source, staged),
    first: { file: source.file.name, line: Number(first ?? 1) },
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String).sort() : [];
}

/** `reason`: NULL for rows that are taken, empty for those left out on purpose, a sentence for those rejected. */
function numbered(source: TrackSource, frameRate: number): string {
  const { properties, leftOut, velocity, order } = source;
  const own = properties.map(({ value }, index) => `${value} as p${index}`);
  const [vx, vy] = velocity ?? ['cast(null as double)', 'cast(null as double)'];
  const read = `select row_number() over (${order === undefined ? '' : `order by ${order}`}) as row, ${source.record ?? 'row_number() over ()'} as record, ${source.frame} as frame, ${source.agent} as agent, ${source.type} as type,
    ${source.x} as x, ${source.y} as y, ${source.z ?? 'cast(null as double)'} as z, ${[`${vx} as own_x`, `${vy} as own_y`, ...own].join(', ')},
    coalesce(${leftOut?.where ?? 'false'}, false) as off, to_json(t)::varchar as raw from ${source.from} t`;
  const judged = `select *, case when off then '' when frame is null then 'It has no frame' when agent is null then 'It has no id'
    when x is null then 'It has no x' when y is null then 'It has no y'
    when row_number() over (partition by frame, agent, type, off order by row) > 1 then 'The same one is there at this frame already' end as reason
    from (${read}) as one`;
  const columns = [
    'row',
    'record',
    'frame',
    'agent',
    'type',
    'x',
    'y',
    'z',
    ...properties.map((_, index) => `p${index}`),
    'reason',
    'raw',
  ];
  return `select ${columns.join(', ')}, ${velocityColumns(source, frameRate).join(', ')} from (${judged}) as two order by row`;
}

/** 0 at the first frame of a track, NULL across a gap, else the way from the frame before, per second. */
function velocityColumns({ velocity }: TrackSource, frameRate: number): readonly string[] {
  if (velocity !== undefined) return ['own_x as v_x', 'own_y as v_y'];
  const track = 'over (partition by agent, type, reason is null order by frame)';
  return ['x', 'y'].map(
    (axis) => `case when lag(frame) ${track} is null then 0.0 when frame - lag(frame) ${track} = 1
      then (${axis} - lag(${axis}) ${track}) * ${frameRate}::double end as v_${axis}`,
  );
}

/** How many are told; further ones are only counted. */
const MOST_REJECTS = 100_000;

async function rejectsOf({ duckdb }: PrepareContext, source: TrackSource, staged: string): Promise<readonly Reject[]> {
  const reader = await duckdb.runAndReadAll(
    `select record, reason, left(raw, 1000) from ${staged} where reason <> '' order by row limit ${MOST_REJECTS}`,
  );
  const rejects = reader.getRowsJson().map(([record, reason, raw]) => ({
    ...{ file: source.file.name, line: Number(record), column: null },
    ...{ reason: String(reason), raw: String(raw) },
  }));
  return inLines(rejects, [source]);
}
