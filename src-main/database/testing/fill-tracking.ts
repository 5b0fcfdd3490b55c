import pg from 'pg';
import type { SampleSize } from '#shared/model/sample.ts';
import { duckdbWriter, type SampleWriter } from '../care/sample/duckdb-writer.ts';
import { agentTypes, type Observations } from '../care/sample/episode.ts';
import { writeSample } from '../care/sample/make-sample.ts';
import { FRAME_RATE, PROPERTY_EVERY, type SampleEpisode, sampleProperties } from '../care/sample/plan.ts';
import { trackingSchema } from '../care/schemas/tracking.ts';
import type { Target } from '../drivers/driver.ts';

/** Fills an empty DuckDB file or Postgres database with the sample's rows: the same values on both. */
export async function fillTracking(target: Target, size: SampleSize, seed = 1): Promise<void> {
  const writer = await writerOf(target);
  try {
    await writeSample(writer, { ...size, seed });
  } finally {
    await writer.close();
  }
}

async function writerOf(target: Target): Promise<SampleWriter> {
  if (target.kind === 'file') return duckdbWriter(target.path);
  if (target.kind === 'postgres') return postgresWriter(target);
  throw new Error('The sample is written into DuckDB files and Postgres databases');
}

async function postgresWriter({ profile, password }: Target & { kind: 'postgres' }): Promise<SampleWriter> {
  const { host, port, user, database } = profile;
  const client = new pg.Client({ host, port, user, database, password });
  await client.connect();
  return {
    async begin(sessions) {
      for (const statement of trackingSchema('E', 'postgres')) await client.query(statement);
      for (const { id, title, created, config, metadata, episodes } of sessions) {
        await client.query(`insert into sessions values ($1, $2, 'boids_3d', $3, $4, $5)`, [
          ...[id, title, created, config, metadata],
        ]);
        for (const { id: episode, number, frames, agents, file, created: finished } of episodes) {
          await client.query('insert into episodes values ($1, $2, $3, $4, $5, $6, $7, $8)', [
            ...[episode, id, number, frames, agents, FRAME_RATE, file, finished],
          ]);
        }
      }
    },
    write: (episode, observations) => insertEpisode(client, episode, observations),
    async finish() {
      await client.query(
        `select setval('observations_observation_id_seq', (select max(observation_id) from observations))`,
      );
      await client.query('analyze');
    },
    close: () => client.end(),
  };
}

/** One statement per table: an array per column is the quickest way without COPY. */
async function insertEpisode(client: pg.Client, episode: SampleEpisode, observations: Observations): Promise<void> {
  const { position, velocity, frame, agent, type } = observations;
  const ids = Array.from({ length: observations.rows }, (_, row) => episode.firstObservation + row);
  const columns = [position.x, position.y, position.z, velocity.x, velocity.y, velocity.z].map((values) => [...values]);
  await client.query(
    `insert into observations
     select id, $1, frame, agent, type, x, y, z, v_x, v_y, v_z
     from unnest($2::bigint[], $3::int[], $4::int[], $5::text[], $6::float8[], $7::float8[], $8::float8[], $9::float8[],
       $10::float8[], $11::float8[]) t (id, frame, agent, type, x, y, z, v_x, v_y, v_z)`,
    [episode.id, ids, [...frame], [...agent], Array.from(type, (index) => agentTypes[index]), ...columns],
  );
  for (const [property, valuesOf] of Object.entries(sampleProperties)) {
    await client.query(
      `insert into extended_properties
       select id, $1, value, null from unnest($2::bigint[], $3::int[], $4::float8[]) t (id, frame, value)
       where frame % ${PROPERTY_EVERY} = 0`,
      [property, ids, [...frame], [...valuesOf(observations)]],
    );
  }
}
