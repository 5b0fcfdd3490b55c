import { expect, it } from 'vitest';
import type { Agent, TrajectoryHeader } from './experiment.ts';
import { packHeader, unpackHeader } from './packed-header.ts';

const agent = (type: string | null, id: string, key: string, rows = 3, apart = false): Agent => ({
  ...{ type, id, key, rows, apart },
});

it('comes out of its text as it went in', () => {
  const header: TrajectoryHeader = {
    ...{ episode: 'e', label: 'e', session: null, columns: [], rows: 12, time: null, frameRate: null, dimensions: 2 },
    ...{ bounds: [], yDown: false, unit: null, facts: [] },
    agents: [
      agent('bird', '1', 'bird:1'),
      agent('bird', '2', 'bird:2', 9),
      agent('a b', '1', 'a%20b:1', 3, true),
      agent(null, '1', '1'),
      agent(null, '', ''),
      agent('bird', '', 'bird:'),
    ],
  };
  const packed = packHeader(header);
  expect(typeof packed.agents).toBe('string');
  expect(unpackHeader(packed)).toEqual(header);
  expect(unpackHeader(packHeader({ ...header, agents: [] })).agents).toEqual([]);
});
