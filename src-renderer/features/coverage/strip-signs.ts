/** How dots look, told apart by shape: paths around nothing, about six pixels wide. */
export const signs = {
  fine: 'M3 0A3 3 0 1 1-3 0 3 3 0 1 1 3 0Z',
  odd: 'M2.8 0A2.8 2.8 0 1 1-2.8 0 2.8 2.8 0 1 1 2.8 0Z',
  cross: 'M-3-3 3 3M-3 3 3-3',
  triangle: 'M0-3.8 3.6 2.6H-3.6Z',
  square: 'M-2.8-2.8H2.8V2.8H-2.8Z',
  plus: 'M-3.8 0H3.8M0-3.8V3.8',
  diamond: 'M0-4 4 0 0 4-4 0Z',
} as const;

export type Sign = keyof typeof signs;

const ofFailures = ['cross', 'triangle', 'square', 'plus', 'diamond'] as const;

/** Of flags, in their order: each that says that something failed has a sign of its own. */
export function signsOf(flags: readonly { readonly kind: 'failed' | 'odd' }[]): readonly Sign[] {
  let failed = 0;
  return flags.map(({ kind }) => (kind === 'odd' ? 'odd' : ofFailures[failed++ % ofFailures.length]!));
}

/** Of everything found with a dot, what failed before what is to be looked at. */
export function signOf(found: readonly Sign[]): Sign {
  return found.find((sign) => sign !== 'odd') ?? found[0] ?? 'fine';
}
