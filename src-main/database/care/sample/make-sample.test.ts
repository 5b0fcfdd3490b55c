import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase } from '../../testing/engines.ts';
import { fillTracking } from '../../testing/fill-tracking.ts';
import { makeSample } from './make-sample.ts';

const size = { sessions: 3, episodes: 2, agents: 6, frames: 60 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-sample-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function query(path: string, text: string): Promise<readonly unknown[][]> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(text)).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const CONTENT = `select md5(string_agg(o::varchar, ';' order by observation_id)) from observations o`;

describe('makeSample', () => {
  it('writes exactly sessions × episodes × agents × frames observations, of every type of agent', async () => {
    const path = join(folder, 'counts.duckdb');
    const shares: number[] = [];
    await makeSample(path, { ...size, seed: 1, onProgress: (share) => shares.push(share) });

    expect(await query(path, 'select count(*)::int, max(observation_id)::int from observations')).toEqual([
      [2160, 2160],
    ]);
    expect(await query(path, 'select count(*)::int from sessions')).toEqual([[3]]);
    expect(
      await query(path, 'select agent_type_id, count(*)::int, count(v_x)::int from observations group by 1 order by 1'),
    ).toEqual([
      ['agent', (6 + 6 + 5) * 2 * 60, 2040],
      ['bird', 2 * 60, 120],
    ]);
    // Every twentieth frame of 60, three properties.
    expect(await query(path, 'select count(*)::int from extended_properties')).toEqual([[(2160 / 20) * 3]]);
    expect(shares.at(-1)).toBe(1);
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
    expect(await readdir(folder)).toEqual(['counts.duckdb']);
  });

  it('moves everybody by their velocity, and stores the speed that follows from it', async () => {
    const path = join(folder, 'motion.duckdb');
    await makeSample(path, { ...size, seed: 2 });
    const [[off, steps]] = (await query(
      path,
      `select max(abs(x - before - v_x)), count(before)::int from (
         select x, v_x, lag(x) over (partition by episode_id, agent_type_id, agent_id order by time_index) as before
         from observations)`,
    )) as [[number, number]];
    expect(steps).toBe((2160 / 60) * 59);
    expect(off).toBeLessThan(2e-4);
    const [[difference]] = (await query(
      path,
      `select max(abs(value_float - sqrt(v_x ** 2 + v_y ** 2 + v_z ** 2)))
       from observations join extended_properties using (observation_id) where property_id = 'speed'`,
    )) as [[number]];
    expect(difference).toBeLessThan(1e-4);
  });

  it('is the same for the same seed and another for another', async () => {
    const contents = [];
    for (const [name, seed] of [
      ['a', 7],
      ['b', 7],
      ['c', 8],
    ] as const) {
      await makeSample(join(folder, `${name}.duckdb`), { ...size, seed });
      contents.push((await query(join(folder, `${name}.duckdb`), CONTENT))[0]?.[0]);
    }
    expect(contents[0]).toBe(contents[1]);
    expect(contents[0]).not.toBe(contents[2]);
  });

  it('leaves nothing behind when cancelled', async () => {
    const cancel = new AbortController();
    const place = join(folder, 'cancelled');
    const making = makeSample(join(place, 'sample.duckdb'), {
      ...size,
      seed: 1,
      signal: cancel.signal,
      onProgress: () => cancel.abort(),
    });
    await expect(making).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await readdir(place)).toEqual([]);
  });

  it('puts the same rows into Postgres', async () => {
    const sums = [];
    for (const engine of ['duckdb', 'postgres'] as const) {
      await using database = await createTestDatabase(engine);
      await fillTracking(database.target, size);
      const connection = await database.open();
      const { rows } = await connection.rows(
        raw(`select cast(count(*) as integer), cast(sum(x) as double precision), cast(count(v_x) as integer),
               cast((select sum(value_float) from extended_properties) as double precision) from observations`),
      );
      sums.push(rows[0]?.map((value) => Number(value).toFixed(6)));
    }
    expect(sums[0]).toEqual(sums[1]);
  });
});
