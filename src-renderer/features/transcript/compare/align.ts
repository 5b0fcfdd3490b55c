import type { OutlineStep } from '#shared/model/transcript.ts';

/** The n-th steps of two episodes; one may be shorter. */
export interface Pair {
  readonly place: number;
  readonly left: OutlineStep | undefined;
  readonly right: OutlineStep | undefined;
  readonly sameCode: boolean;
  readonly sameAnswer: boolean;
}

export function pairsOf(left: readonly OutlineStep[], right: readonly OutlineStep[]): readonly Pair[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, place) => {
    const [one, other] = [left[place], right[place]];
    const both = one !== undefined && other !== undefined;
    return {
      ...{ place, left: one, right: other },
      sameCode: both && one.code.digest === other.code.digest,
      sameAnswer: both && one.answer?.digest === other.answer?.digest,
    };
  });
}

/** What two steps may differ in. */
export type Difference = 'code' | 'answer';

export function differs(pair: Pair, what: Difference): boolean {
  return what === 'code' ? !pair.sameCode : !pair.sameCode || !pair.sameAnswer;
}

/** The first place where they differ; -1 where they do not. */
export function firstDivergence(pairs: readonly Pair[], what: Difference): number {
  return pairs.findIndex((pair) => differs(pair, what));
}
