import { type BulkColumns, type Bytes, unpackColumns } from './bulk.ts';
import type { Agent } from './experiment.ts';

/**
 * Steps of a range of frames as they travel. They say themselves whose they are, so that nobody has to know all agents of an
 * episode before the first of its frames: that takes a pass over all rows.
 */
export interface PackedFrames {
  /** Types of agents. */
  readonly types: readonly (string | null)[];
  /** Ids of agents, as a JSON list; `null` where they are whole numbers and stand in the rows themselves. */
  readonly names: string | null;
  /**
   * Columns, ordered by time: `time` f64, `id` f64 (a whole number, or a place in `names`), `kind` i32 (a place in `types`;
   * absent where all rows are of the first), and what was asked for, f64.
   */
  readonly numbers: Bytes;
}

/** Whether a table by number may be so many times as large as what is in it. */
const ROOMY = 8;

/** Where the agents that frames name stand in a list. */
export class AgentPlaces {
  readonly #types: ReadonlyMap<string | null, OfType>;

  constructor(agents: readonly Agent[]) {
    const found = new Map<string | null, OfType>();
    for (const [place, { type, id }] of agents.entries()) {
      const own = found.get(type) ?? new OfType();
      own.add(id, place);
      found.set(type, own);
    }
    this.#types = found;
  }

  /** The columns of frames with `agent`: the place of each row's agent, -1 for one that is not in the list. */
  async unpack({ types, names, numbers }: PackedFrames): Promise<BulkColumns> {
    const { id, kind, ...columns } = unpackColumns(await numbers.arrayBuffer());
    const find = types.map((type) => this.#types.get(type)?.finder(names) ?? nobody);
    const agent = new Int32Array(id?.length ?? 0);
    for (let row = 0; row < agent.length; row++) agent[row] = (find[kind?.[row] ?? 0] ?? nobody)(id![row]!);
    return { ...columns, agent };
  }
}

type Find = (id: number) => number;

const nobody: Find = () => -1;

/** The agents of one type. */
class OfType {
  readonly #ids: string[] = [];
  readonly #places: number[] = [];
  #byNumber: Find | undefined;
  #byName: ReadonlyMap<string, number> | undefined;

  add(id: string, place: number): void {
    this.#ids.push(id);
    this.#places.push(place);
  }

  finder(names: string | null): Find {
    if (names === null) {
      this.#byNumber ??= findNumber(this.#ids.map(Number), this.#places);
      return this.#byNumber;
    }
    this.#byName ??= new Map(this.#ids.map((id, at) => [id, this.#places[at]!]));
    const places = (JSON.parse(names) as string[]).map((name) => this.#byName?.get(name) ?? -1);
    return (id) => places[id] ?? -1;
  }
}

function findNumber(ids: readonly number[], places: readonly number[]): Find {
  const most = ids.reduce((greatest, id) => (id >= 0 ? Math.max(greatest, id) : Number.POSITIVE_INFINITY), 0);
  if (most < ROOMY * ids.length) {
    const table = new Int32Array(most + 1).fill(-1);
    for (const [at, id] of ids.entries()) table[id] = places[at]!;
    return (id) => table[id] ?? -1;
  }
  const table = new Map(ids.map((id, at) => [id, places[at]!]));
  return (id) => table.get(id) ?? -1;
}
