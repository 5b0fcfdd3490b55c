/** JSON as it was parsed. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The state that a step left behind, decoded as far as its lens can. */
export interface StepState {
  /** Characters of what is stored. */
  readonly size: number;
  readonly sections: readonly StateSection[];
  /** Sentences about what is not shown, and why. */
  readonly notices: readonly string[];
}

/** A part of a state. */
export interface StateSection {
  /** Unique within the state (`entities`). */
  readonly id: string;
  readonly title: string;
  /** What it comes to, in a few words ("12 entities of 4 kinds"). */
  readonly summary: string;
  /** How many there are of each kind, the most first. */
  readonly counts: readonly { readonly name: string; readonly count: number }[];
  /** The part itself, cut where it is very large; `null` where there is nothing to unfold. */
  readonly tree: Json;
}
