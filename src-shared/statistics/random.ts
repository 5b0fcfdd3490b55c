/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from 0 to below `count`, at most 2³². */
  below(count: number): number;
}

/** xoshiro128** (Blackman and Vigna, 2018), its state filled by splitmix32. */
export function seededRandom(seed: number): Random {
  const next = splitmix(seed);
  let [a, b, c, d] = [next(), next(), next(), next()] as const;
  const draw = () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  return { below: (count) => Math.floor((draw() / 2 ** 32) * count) };
}

function splitmix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}
