import { type Bytes, packColumns, unpackColumns } from './bulk.ts';
import type { Band, BandsAnswer, Crowd, StateNumber, Stretch } from './states.ts';

/**
 * States as they travel: whose they are as objects, and their numbers as columns. There are tens of thousands for a picture,
 * and value by value they take longer on the way through two processes than many an engine takes to find them.
 */
export type PackedBands = Omit<BandsAnswer, 'bands'> & {
  /** How many stretches and crowds each has, which follow one another in `numbers`. */
  readonly bands: readonly (Pick<Band, 'session' | 'part'> & { readonly stretches: number; readonly crowds: number })[];
  readonly numbers: Bytes;
};

/** Before somebody makes a `Blob` of the numbers. */
type Packing = Omit<PackedBands, 'numbers'> & { readonly numbers: ArrayBuffer };

/** Numbers of a stretch: from, until, state; and of a crowd: from, until, how many by state, seconds by state. */
const OF_STRETCH = 3;
const OF_CROWD = 8;

export function packBands(answer: BandsAnswer): Packing {
  const all = answer.bands.reduce((sum, { stretches }) => sum + stretches.length, 0);
  const stretches = new Float64Array(all * OF_STRETCH);
  const crowds = new Float64Array(answer.bands.reduce((sum, band) => sum + band.crowds.length, 0) * OF_CROWD);
  let [stretch, crowd] = [0, 0];
  for (const band of answer.bands) {
    for (const each of band.stretches) {
      stretches.set(each, stretch);
      stretch += OF_STRETCH;
    }
    for (const { since, until, count, seconds } of band.crowds) {
      crowds[crowd] = since;
      crowds[crowd + 1] = until;
      crowds.set(count, crowd + 2);
      crowds.set(seconds, crowd + 5);
      crowd += OF_CROWD;
    }
  }
  return {
    ...answer,
    bands: answer.bands.map((band) => ({
      ...{ session: band.session, part: band.part },
      ...{ stretches: band.stretches.length, crowds: band.crowds.length },
    })),
    numbers: packColumns({ stretches, crowds }),
  };
}

export async function unpackBands({ numbers, ...answer }: PackedBands): Promise<BandsAnswer> {
  const { stretches, crowds } = unpackColumns(await numbers.arrayBuffer()) as Record<string, Float64Array>;
  let [stretch, crowd] = [0, 0];
  const bands = answer.bands.map(
    (band): Band => ({
      ...band,
      stretches: Array.from({ length: band.stretches }, () => stretchAt(stretches!, OF_STRETCH * stretch++)),
      crowds: Array.from({ length: band.crowds }, () => crowdAt(crowds!, OF_CROWD * crowd++)),
    }),
  );
  return { ...answer, bands };
}

function stretchAt(values: Float64Array, at: number): Stretch {
  return [values[at]!, values[at + 1]!, values[at + 2] as StateNumber];
}

function crowdAt(values: Float64Array, at: number): Crowd {
  return {
    ...{ since: values[at]!, until: values[at + 1]! },
    count: [values[at + 2]!, values[at + 3]!, values[at + 4]!],
    seconds: [values[at + 5]!, values[at + 6]!, values[at + 7]!],
  };
}
