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
  readonly #drawn: Drawn[] = [];

  constructor(from: number, to: number, width: number) {
    this.#from = from;
    this.#pixel = (to - from) / width;
  }

  takerOf(session: string, part: string | null): (held: Held) => void {
    const drawn: Drawn = { session, part, stretches: [], crowds: [], gathered: null };
    this.#drawn.push(drawn);
    return (held) => this.#take(held, drawn);
  }

  #take(held: Held, drawn: Drawn): void {
    const pixel = Math.floor((held.since - this.#from) / this.#pixel);
    const isShort = Math.ceil((held.until - this.#from) / this.#pixel) - 1 <= pixel;
    if (!isShort || pixel !== drawn.gathered?.pixel) settle(drawn);
    if (isShort) gather(drawn, held, pixel);
    else drawn.stretches.push([held.since, held.until, held.state]);
  }

  bands(): readonly Band[] {
    for (const drawn of this.#drawn) settle(drawn);
    return this.#drawn.flatMap(({ session, part, stretches, crowds }) =>
      stretches.length + crowds.length === 0 ? [] : [{ session, part, stretches, crowds }],
    );
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
