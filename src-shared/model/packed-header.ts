import type { Agent, TrajectoryHeader } from './experiment.ts';

/**
 * A header as it travels: agents as one text. There may be 100,000 of them, and object by object they take seconds on the way
 * through two processes.
 */
export type PackedHeader = Omit<TrajectoryHeader, 'agents'> & { readonly agents: string };

interface Packed {
  /** What agents of a type share; `before`: what stands before the id in a key. */
  readonly types: readonly { readonly type: string | null; readonly apart: boolean; readonly before: string }[];
  /** Of each agent: the place of its type, its id, and its rows. */
  readonly type: readonly number[];
  readonly id: readonly string[];
  readonly rows: readonly number[];
}

export function packHeader(header: TrajectoryHeader): PackedHeader {
  const places = new Map<string, number>();
  const types: Packed['types'][number][] = [];
  const type = header.agents.map((agent) => {
    const shared = { type: agent.type, apart: agent.apart, before: agent.key.slice(0, -agent.id.length || undefined) };
    const key = `${shared.apart} ${shared.before}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, types.length);
    return types.push(shared) - 1;
  });
  const packed: Packed = {
    types,
    type,
    id: header.agents.map(({ id }) => id),
    rows: header.agents.map(({ rows }) => rows),
  };
  return { ...header, agents: JSON.stringify(packed) };
}

export function unpackHeader(header: PackedHeader): TrajectoryHeader {
  const { types, type, id, rows } = JSON.parse(header.agents) as Packed;
  const agents = id.map((name, index): Agent => {
    const shared = types[type[index]!]!;
    return { type: shared.type, id: name, key: shared.before + name, rows: rows[index]!, apart: shared.apart };
  });
  return { ...header, agents };
}
