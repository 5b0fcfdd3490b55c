import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api';
import { createTracking, indexTracking, seedTracking } from '../schemas/tracking.ts';
import { agentTypes, type Observations } from './episode.ts';
import { FRAME_RATE, PROPERTY_EVERY, type SampleEpisode, type SampleSession, sampleProperties } from './plan.ts';

/** Writes a sample into a new DuckDB file: `begin`, every episode, `finish`; `close` in any case. */
export interface SampleWriter {
  begin(sessions: readonly SampleSession[]): Promise<void>;
  write(episode: SampleEpisode, observations: Observations): Promise<void>;
  finish(): Promise<void>;
  close(): Promise<void> | void;
}

/** Rows of one data chunk, which is also DuckDB's own vector size. */
const CHUNK = 2048;

/**
 * Generation E. References between the two large tables are left out (checking them takes longer than everything else
 * together, and their indexes are larger than the rows), and so are the indexes on these tables besides their keys.
 */
export async function duckdbWriter(path: string): Promise<SampleWriter> {
  const instance = await DuckDBInstance.create(path, { memory_limit: '450MB' });
  const connection = await instance.connect();
  return {
    begin: (sessions) => begin(connection, sessions),
    write: (episode, observations) => writeEpisode(connection, episode, observations),
    async finish() {
      const small = indexTracking('E', 'duckdb').filter(
        (index) => !/ on (observations|extended_properties) /.test(index),
      );
      for (const statement of [...small, 'drop table staged', 'checkpoint']) await connection.run(statement);
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function begin(connection: DuckDBConnection, sessions: readonly SampleSession[]): Promise<void> {
  const last = sessions.at(-1)?.episodes.at(-1);
  const nextObservation = last === undefined ? 1 : last.firstObservation + last.agents * last.frames;
  const schema = createTracking('E', 'duckdb', { firstObservation: nextObservation, largeReferences: false });
  for (const statement of [...schema, ...seedTracking('E'), STAGED]) await connection.run(statement);
  for (const session of sessions) {
    await connection.run(`insert into sessions values ($1, $2, 'boids_3d', $3::timestamp, $4::json, $5::json)`, [
      session.id,
      session.title,
      session.created,
      JSON.stringify(session.config),
      JSON.stringify(session.metadata),
    ]);
    for (const { id, number, frames, agents, file, created } of session.episodes) {
      await connection.run(
        `insert into episodes values ($1, $2, $3::integer, $4::integer, $5::integer, ${FRAME_RATE}, $6, $7::timestamp)`,
        [id, session.id, number, frames, agents, file, created],
      );
    }
  }
}

const properties = Object.keys(sampleProperties);

/** Numbers only: an episode's id and its types' names are added by the engine, which is quicker than sending them. */
const STAGED = `create temp table staged (
  row integer, frame integer, agent integer, type integer, x double, y double, z double, v_x double, v_y double,
  v_z double, ${properties.map((id) => `${id} double`).join(', ')})`;

async function writeEpisode(
  connection: DuckDBConnection,
  episode: SampleEpisode,
  observations: Observations,
): Promise<void> {
  await stage(connection, observations);
  const types = agentTypes.map((type, index) => `when ${index} then '${type}'`).join(' ');
  await connection.run(
    `insert into observations
     select $1::bigint + row, $2, frame, agent, case type ${types} end, x, y, z, v_x, v_y, v_z from staged order by row`,
    [BigInt(episode.firstObservation), episode.id],
  );
  await connection.run(
    `insert into extended_properties
     select $1::bigint + row, property, value, null
     from (unpivot staged on ${properties.join(', ')} into name property value value)
     where frame % ${PROPERTY_EVERY} = 0
     order by row, property`,
    [BigInt(episode.firstObservation)],
  );
  await connection.run('truncate staged');
}

async function stage(connection: DuckDBConnection, observations: Observations): Promise<void> {
  const { position, velocity } = observations;
  const integers = [observations.frame, observations.agent, observations.type];
  const doubles = [
    ...[position.x, position.y, position.z, velocity.x, velocity.y, velocity.z],
    ...Object.values(sampleProperties).map((valuesOf) => valuesOf(observations)),
  ];
  const types = [INTEGER, ...integers.map(() => INTEGER), ...doubles.map(() => DOUBLE)];
  const appender = await connection.createAppender('staged', 'main', 'temp');
  const chunk = DuckDBDataChunk.create(types, CHUNK);
  for (let first = 0; first < observations.rows; first += CHUNK) {
    const rows = Math.min(CHUNK, observations.rows - first);
    chunk.reset();
    chunk.rowCount = rows;
    fillColumn(chunk, 0, rows, (row) => first + row);
    for (const [at, values] of [...integers, ...doubles].entries()) {
      fillColumn(chunk, at + 1, rows, (row) => values[first + row] as number);
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function fillColumn(chunk: DuckDBDataChunk, column: number, rows: number, valueAt: (row: number) => number): void {
  const vector = chunk.getColumnVector(column);
  for (let row = 0; row < rows; row++) vector.setItem(row, valueAt(row));
  vector.flush();
}
