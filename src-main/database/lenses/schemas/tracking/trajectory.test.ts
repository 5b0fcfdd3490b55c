import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackColumns } from '#shared/model/bulk.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import { AgentPlaces } from '#shared/model/packed-frames.ts';
import type { TrackingGeneration } from '../../../care/schemas/tracking.ts';
import type { TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { ids } from '../../testing/tracking-data.ts';
import { trackingCases, trackingLens } from '../../testing/tracking-lens.ts';

const request: PageRequest = { conditions: [], search: '', sort: [], limit: 200 };

describe.each(trackingCases)(
  'trajectories of tracking, generation $generation on $engine',
  ({ engine, generation }) => {
    let lens: LensSession;
    let database: TestDatabase;
    const has = (from: TrackingGeneration) => generation >= from;

    beforeAll(async () => {
      ({ lens, database } = await trackingLens(engine, generation));
    });
    afterAll(() => database[Symbol.asyncDispose]());

    it('heads a trajectory with its agents, extent and facts; env rows stand apart', async () => {
      const header = await lens.header(ids.first);
      expect(header).toMatchObject({
        episode: ids.first,
        session: { id: ids.run2, label: 'run-2' },
        rows: has('B') ? 9 : 6,
        time: { first: 0, last: 2, step: 1, title: 'Frame', unit: 'frame', column: 'time_index' },
        frameRate: 30,
        dimensions: 3,
        yDown: false,
        unit: 'scene_units',
        bounds: has('B')
          ? [
              [0, 100],
              [-1, 50],
              [5, 20],
            ]
          : [
              [0, 2],
              [-1, 10],
              [5, 20],
            ],
      });
      expect(header.agents).toEqual([
        { key: 'agent:1', id: '1', type: 'agent', rows: 3, apart: false },
        { key: 'agent:2', id: '2', type: 'agent', rows: 3, apart: false },
        ...(has('B') ? [{ key: 'env:1', id: '1', type: 'env', rows: 3, apart: true }] : []),
      ]);
      expect(header.columns.map(({ name }) => name)).not.toContain('episode_id');
      expect(header.facts.find(({ column: { name } }) => name === 'number')?.value).toBe(0);
    });

    it('sees pixels: two dimensions, y downwards', async () => {
      const header = await lens.header(ids.camera);
      expect(header).toMatchObject({
        dimensions: 2,
        yDown: true,
        unit: 'pixels',
        bounds: [
          [0, 12],
          [1, 18],
        ],
      });
      expect(header.label).toBe('episode-rgb_1');
    });

    it('heads an episode without observations, and knows one that does not exist', async () => {
      expect(await lens.header(ids.second)).toMatchObject({ rows: 0, time: null, dimensions: 0, agents: [] });
      await expect(lens.header('episode-99')).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
    });

    it('pages the rows of a trajectory by time and agent', async () => {
      const page = await lens.rows(ids.first, { ...request, limit: 4 }, undefined);
      const at = (row: readonly unknown[]) =>
        ['time_index', 'agent_id', 'agent_type_id'].map((name) => row[page.columns.findIndex((c) => c.name === name)]);
      const next = await lens.rows(ids.first, { ...request, after: page.keys.at(-1)! }, undefined);
      const expected = [0, 1, 2].flatMap((frame) => [
        [frame, 1, 'agent'],
        ...(has('B') ? [[frame, 1, 'env']] : []),
        [frame, 2, 'agent'],
      ]);
      expect([...page.rows, ...next.rows].map(at)).toEqual(expected);
      const two = await lens.rows(ids.first, request, ['agent:2']);
      expect(two.rows.map(at)).toEqual([0, 1, 2].map((frame) => [frame, 2, 'agent']));
      expect(two.rows[2]?.[two.columns.findIndex(({ name }) => name === 'v_x')]).toEqual({ k: 'float', t: 'NaN' });
    });

    it.runIf(has('B'))('shows the extended properties as columns, to be sorted and filtered by too', async () => {
      const named = { column: 'distance_to_target_center', descending: true };
      expect((await lens.header(ids.first)).columns.at(-1)).toMatchObject({
        name: named.column,
        title: 'Distance to target centre',
        unit: 'scene_units',
        kind: 'float',
      });
      const distances = async (more: Partial<typeof request>) => {
        const page = await lens.rows(ids.first, { ...request, ...more }, undefined);
        expect(page.columns.at(-1)?.name).toBe(named.column);
        return page.rows.map((row) => [row[0], row[1], row[2], row.at(-1)]);
      };
      const all = [0, 1, 2].flatMap((frame) => [
        [frame, 1, 'agent', 10 - frame],
        [frame, 1, 'env', null],
        [frame, 2, 'agent', null],
      ]);
      expect(await distances({})).toEqual(all);
      expect((await distances({ sort: [named], limit: 3 })).map((row) => row.at(-1))).toEqual([10, 9, 8]);
      const smaller = { column: named.column, op: '<' as const, values: ['9.5'] };
      expect(await distances({ conditions: [smaller] })).toEqual([all[3], all[6]]);
    });

    it.runIf(has('D'))('shows properties that are text', async () => {
      const page = await lens.rows(ids.camera, request, ['bird:2']);
      expect(page.columns.at(-1)).toMatchObject({ name: 'detection_class', kind: 'text' });
      expect(page.rows.map((row) => row.at(-1))).toEqual(['bird', 'bird']);
      expect((await lens.rows(ids.camera, { ...request, search: 'bir' }, undefined)).rows).toHaveLength(5);
      expect((await lens.measures({ episode: ids.camera })).some(({ id }) => id === 'detection_class')).toBe(false);
    });

    it('packs the positions of a range of frames', async () => {
      const { agents } = await lens.header(ids.camera);
      const frames = await lens.frames({ episode: ids.camera, from: 0.5, to: 2 });
      const { time, agent, x, y, z } = await new AgentPlaces(agents).unpack(frames);
      expect([...time!]).toEqual([1, 2, 2]);
      const rows = [...agent!].map((index, at) => [agents[index]?.key, x![at], y![at]]);
      expect(rows.toSorted()).toEqual([
        ['bird:1', 12, 17],
        ['bird:1', 6, 9],
        ['bird:2', 12, 18],
      ]);
      expect([...z!].every(Number.isNaN)).toBe(true);
    });

    it('packs a measure of a range of frames, and says between what it lies', async () => {
      const { agents } = await lens.header(ids.first);
      const values = await lens.values('speed', { episode: ids.first, from: 0, to: 2 });
      const { time, agent, value } = await new AgentPlaces(agents).unpack(values);
      const rows = [...agent!].map((index, at) => `${agents[index]?.key} ${time![at]} ${value![at]}`);
      expect(rows.filter((row) => !row.startsWith('env')).toSorted()).toEqual([
        ...['agent:1 0 5', 'agent:1 1 5', 'agent:1 2 5'],
        ...['agent:2 0 3', 'agent:2 1 NaN', 'agent:2 2 NaN'],
      ]);
      expect(await lens.extent('speed', ids.first)).toEqual({ low: 3, high: 5, values: 4 });
      expect(await lens.extent('z', ids.camera)).toBeNull();
      await expect(lens.values('num_frames', { episode: ids.first, from: 0, to: 2 })).rejects.toMatchObject({
        data: { code: 'BAD_INPUT' },
      });
    });

    it.runIf(has('B'))('packs a property only where it is kept', async () => {
      const range = { episode: ids.first, from: 1, to: 2 };
      const { numbers } = await lens.values('distance_to_target_center', range);
      const { value } = unpackColumns(await numbers.arrayBuffer());
      expect([...value!]).toEqual([9, 8]);
    });

    it('counts rows and frames along the time', async () => {
      const blob = await lens.strip({ episode: ids.camera, from: 0, to: 2, bins: 2 });
      const { rows, frames } = unpackColumns(await blob.arrayBuffer());
      // Frames 0 | 1 and 2, which is the end: 2 birds, then 1 and 2.
      expect([[...rows!], [...frames!]]).toEqual([
        [2, 3],
        [1, 2],
      ]);
      const none = unpackColumns(
        await (await lens.strip({ episode: ids.second, from: 0, to: 0, bins: 3 })).arrayBuffer(),
      );
      expect([...none.rows!]).toEqual([0, 0, 0]);
    });
  },
);
