import { describe, expect, it, vi } from 'vitest';
import type { Agent } from '#shared/model/experiment.ts';
import { failureOf } from '../../client/failure.ts';
import type { Brush } from './brush.ts';
import { EpisodeStore } from './episode-store.ts';
import { agentLooks, agentTypes } from './look.ts';
import { agentAt, marksAt } from './marks.ts';
import { paintPaths } from './paint-paths.ts';
import { arrangePiece } from './piece.ts';
import { axesOf } from './projection.ts';
import type { Scene } from './scene.ts';
import { Trace } from './trace.ts';

const agents: readonly Agent[] = [
  { key: 'env/1', id: '1', type: 'env', rows: 1, apart: true },
  { key: 'bird/1', id: '1', type: 'bird', rows: 9, apart: false },
  { key: 'bird/2', id: '2', type: 'bird', rows: 9, apart: false },
];

/** Bird 1 walks right, bird 2 up with frames 3 to 8 missing and an unknown position at 1; env 1 stands. */
const columns = {
  time: Float64Array.of(0, 0, 0, 1, 1, 2, 2, 9, 9),
  agent: Int32Array.of(0, 1, 2, 1, 2, 1, 2, 1, 2),
  x: Float64Array.of(50, 0, 20, 1, Number.NaN, 2, 20, 9, 20),
  y: Float64Array.of(50, 0, 0, 0, 1, 0, 2, 0, 9),
};

async function scene(change: Partial<Scene> = {}): Promise<Scene> {
  const store = new EpisodeStore({
    extent: { first: 0, last: 9, step: 1, rows: 9 },
    fetchPieces: async (ranges) => ranges.map((range) => arrangePiece(columns, 3, range)),
    failureOf,
  });
  store.start();
  await vi.waitFor(() => expect(store.get().read).toBe(1));
  return {
    store,
    looks: agentLooks(agents, agentTypes(agents, 'db', 'light'), [], 'light'),
    axes: axesOf('xy', false),
    view: { across: 0, along: 0, scale: 10 },
    size: { width: 200, height: 100 },
    selected: new Set(),
    step: 1,
    trail: 5,
    arrows: 0,
    near: 0,
    shade: undefined,
    bounds: [
      [0, 50],
      [0, 50],
    ],
    ink: '#000',
    missing: '#777',
    ground: '#fff',
    ...change,
  };
}

describe('marks', () => {
  it('lie where the agents are, with their heading', async () => {
    const marks = marksAt(await scene(), 2);
    expect(marks).toMatchObject([
      { agent: 1, x: 120, y: 50, heading: 0, seen: true, pace: [10, 0], at: [2, 0, Number.NaN] },
      { agent: 2, x: 300, y: 30, heading: undefined, seen: true, pace: undefined },
    ]);
  });
  it('stay hollow in a gap and are absent where the position is unknown', async () => {
    const there = await scene();
    expect(marksAt(there, 5).find(({ agent }) => agent === 2)).toMatchObject({ y: 30, seen: false });
    expect(marksAt(there, 1).map(({ agent }) => agent)).toEqual([1]);
  });
});

describe('pointing', () => {
  it('finds the nearest within reach', async () => {
    const there = await scene();
    const marks = marksAt(there, 2);
    expect(agentAt(there, marks, 124, 53)?.agent).toBe(1);
    expect(agentAt(there, marks, 160, 53)).toBeUndefined();
  });
  it('prefers who is selected', async () => {
    const there = await scene({ view: { across: 0, along: 0, scale: 0.5 }, selected: new Set([2]) });
    const marks = marksAt(there, 2);
    const bird = marks.find(({ agent }) => agent === 1)!;
    expect(agentAt(there, marks, bird.x, bird.y)?.agent).toBe(2);
  });
});

describe('paths', () => {
  const strokes = () => {
    const made: string[] = [];
    return { made, pen: { moveTo: () => void made.push('m'), lineTo: () => void made.push('l') } };
  };
  it('break over missing frames and unknown positions', async () => {
    const there = await scene();
    const piece = there.store.paths.pieces[0]!;
    const { made, pen } = strokes();
    const trace = new Trace(pen, there, 3);
    trace.add(piece, piece.starts[1]!, piece.starts[2]!);
    expect([made.join(''), trace.drawn]).toEqual(['mllm', true]);
    trace.lift();
    trace.add(piece, piece.starts[2]!, piece.starts[3]!);
    expect(made.join('')).toBe('mllmmmm');
  });
  it('leave out what nobody would see', async () => {
    const there = await scene({ view: { across: 0, along: 0, scale: 0.3 } });
    const piece = there.store.paths.pieces[0]!;
    const { made, pen } = strokes();
    new Trace(pen, there, 9).add(piece, piece.starts[1]!, piece.starts[2]!);
    // x = 0, 1, 2, 9 at 0.3 pixels each.
    expect(made.join('')).toBe('ml');
  });
  it('go on from one piece to the next', async () => {
    const there = await scene();
    const parts = [
      { from: 0, to: 2 },
      { from: 2, to: 3 },
    ].map((range) => arrangePiece(columns, 3, range));
    const { made, pen } = strokes();
    const trace = new Trace(pen, there, 3);
    for (const piece of parts) trace.add(piece, piece.starts[1]!, piece.starts[2]!);
    expect(made.join('')).toBe('mll');
  });
});

describe('paths of very many agents', () => {
  const AGENTS = 25_000;

  async function painted(colours: readonly string[]) {
    const time = Float64Array.from({ length: 2 * AGENTS }, (_, row) => Math.floor(row / AGENTS));
    const agent = Int32Array.from(time, (_, row) => row % AGENTS);
    const x = Float64Array.from(time, (when, row) => 20 * when + row);
    const store = new EpisodeStore({
      extent: { first: 0, last: 1, step: 1, rows: time.length },
      fetchPieces: async (ranges) => ranges.map((range) => arrangePiece({ time, agent, x, y: x }, AGENTS, range)),
      failureOf,
    });
    store.start();
    await vi.waitFor(() => expect(store.get().read).toBe(store.plan.count));
    const looks = Array.from({ length: AGENTS }, (_, at) => looksOf(colours[at % colours.length]!));
    const there = await scene({ store, looks });
    const brush = { strokes: [] as string[], lines: 0, strokeStyle: '' };
    const nothing = () => undefined;
    paintPaths(
      Object.assign(brush, {
        ...{ beginPath: nothing, moveTo: nothing, closePath: nothing, setLineDash: nothing },
        lineTo: () => void brush.lines++,
        stroke: () => void brush.strokes.push(brush.strokeStyle),
      }) as unknown as Brush,
      there,
    );
    // The frame around all of them is a stroke of three lines.
    return { strokes: brush.strokes.slice(1), lines: brush.lines - 3 };
  }

  const looksOf = (colour: string) => ({ colour, dash: [], apart: false });

  it('share strokes, and every one is drawn', async () => {
    const { strokes, lines } = await painted(['#123']);
    expect([strokes.length, lines]).toEqual([Math.ceil(AGENTS / 3), AGENTS]);
  });

  it('keep their colours', async () => {
    const { strokes, lines } = await painted(['#123', '#123', '#456']);
    expect([strokes.slice(0, 4), lines]).toEqual([['#123', '#456', '#123', '#456'], AGENTS]);
  });
});

describe('looks', () => {
  const types = agentTypes(agents, 'db', 'light');
  it('put what stands apart last and keep a type’s colour', () => {
    expect(types.map(({ name, agents: members }) => [name, members])).toEqual([
      ['bird', [1, 2]],
      ['env', [0]],
    ]);
    expect(agentTypes(agents.slice(1), 'db', 'light')[0]?.look).toEqual(types[0]?.look);
  });
  it('give agents with a line of their own a colour of their own', () => {
    const looks = agentLooks(agents, types, [2, 0], 'light');
    expect(looks[1]).toEqual(types[0]?.look);
    expect(new Set([looks[2]?.colour, looks[0]?.colour]).size).toBe(2);
    expect(looks[0]?.apart).toBe(true);
  });
  it('give each that moves a colour of its own, and the same in another episode', () => {
    const looks = agentLooks(agents, types, [], 'light', 'db');
    expect(looks[0]).toEqual(types[1]?.look);
    expect(looks[1]?.colour).not.toBe(looks[2]?.colour);
    const others = agents.toReversed();
    const there = agentLooks(others, agentTypes(others, 'db', 'light'), [], 'light', 'db');
    expect(there.toReversed()).toEqual(looks);
  });
});
