import type { Band, Crowd, Stretch } from '#shared/model/states.ts';
import type { Held } from './track.ts';

interface Drawn {
  readonly session: string;
  readonly part: string | null;
  readonly stretches: Stretch[];
  readonly crowds: Crowd[];
  /** What lies within the present pixel, so far. */
  gathered: Gathered | null;
}

interface Gathered {
  readonly pixel: number;
  readonly first: Held;
  readonly since: number;
  until: number;
  readonly count: [number, number, number];
  readonly seconds: [number, number, number];
}

/** States for a picture: those that cross a pixel's edge one by one, the others counted where they are. */
export class Bands {
  readonly #from: number;
  readonly #pixel: number;
  readonly #drawn = new Map<string, Map<string | null, Drawn>>();

  constructor(from: number, to: number, width: number) {
    this.#from = from;
    this.#pixel = (to - from) / width;
  }

  take(held: Held, session: string, part: string | null): void {
    const drawn = this.#drawnOf(session, part);
    const pixel = Math.floor((held.since - this.#from) / this.#pixel);
    const isShort = Math.ceil((held.until - this.#from) / this.#pixel) - 1 <= pixel;
    if (!isShort || pixel !== drawn.gathered?.pixel) settle(drawn);
    if (isShort) gather(drawn, held, pixel);
    else drawn.stretches.push([held.since, held.until, held.state]);
  }

  bands(): readonly Band[] {
    const all = [...this.#drawn.values()].flatMap((own) => [...own.values()]);
    return all.map((drawn) => {
      settle(drawn);
      const { session, part, stretches, crowds } = drawn;
      return { session, part, stretches, crowds };
    });
  }

  #drawnOf(session: string, part: string | null): Drawn {
    const own = this.#drawn.get(session) ?? new Map<string | null, Drawn>();
    const drawn: Drawn = own.get(part) ?? { session, part, stretches: [], crowds: [], gathered: null };
    if (drawn.stretches.length + drawn.crowds.length === 0) this.#drawn.set(session, own.set(part, drawn));
    return drawn;
  }
}

function gather(drawn: Drawn, held: Held, pixel: number): void {
  const { since, until, state } = held;
  drawn.gathered ??= { pixel, first: held, since, until, count: [0, 0, 0], seconds: [0, 0, 0] };
  drawn.gathered.until = until;
  drawn.gathered.count[state] += 1;
  drawn.gathered.seconds[state] += until - since;
}

/** A single short one stays what it is. */
function settle(drawn: Drawn): void {
  if (drawn.gathered === null) return;
  const { first, since, until, count, seconds } = drawn.gathered;
  const several = count[0] + count[1] + count[2] > 1;
  if (several) drawn.crowds.push({ since, until, count, seconds });
  else drawn.stretches.push([first.since, first.until, first.state]);
  drawn.gathered = null;
}
