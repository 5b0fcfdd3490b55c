/** Numbers that look random and are the same everywhere for the same seed. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Normally distributed: mean 0, deviation 1. */
  normal(): number;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, quick, and good enough for pictures. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    // Box and Muller's transform; 1 − u keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** A seed of its own for every part of a larger whole, so that parts can be made alone and in any order. */
export function seedOf(...parts: readonly number[]): number {
  return parts.reduce(
    (seed, part) => Math.imul(seed ^ (part + 0x9e3779b9 + (seed << 6) + (seed >>> 2)), 0x85ebca6b) | 0,
    1,
  );
}
