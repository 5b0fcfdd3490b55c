import type { LeftOutChoice } from './left-out.ts';

/** `3 episodes and 12 steps`. */
export function leftOutText({ counts }: Pick<LeftOutChoice, 'counts'>, count: (n: number) => string = String): string {
  return counts.map(({ count: n, word: [one, many] }) => `${count(n)} ${n === 1 ? one : many}`).join(' and ');
}
