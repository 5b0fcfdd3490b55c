/** JSON as it was parsed. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The state that a step left behind, decoded as far as its lens can. */
export interface StepState {
  /** Characters of what is stored. */
  readonly size: number;
  readonly sections: readonly StateSection[];
  /** Sentences about what is not shown, and why. */
  readonly notices: readonly string[];
  /** Where things stand, for states that say so. */
  readonly map?: StateMap | undefined;
}

/** Things on a plane, y downwards. */
export interface StateMap {
  readonly unit: string;
  readonly things: readonly MapThing[];
}

export interface MapThing {
  readonly kind: string;
  /** Of its middle, in units of the map. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** What else is said of it in a few words ("no fuel"); empty where nothing is. */
  readonly note: string;
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
  /** Keys that tell the items of its lists apart (name and position), whichever place they have; by place without. */
  readonly identity?: readonly string[] | undefined;
  /** Different in every state, so that it says nothing about a change (when it was saved). */
  readonly passing?: boolean | undefined;
}

/** A state in short. */
export interface StateDigest {
  readonly key: string;
  readonly size: number;
  readonly sections: readonly StateSectionDigest[];
  readonly notices: readonly string[];
}

export interface StateSectionDigest extends Pick<StateSection, 'id' | 'title' | 'summary' | 'counts' | 'passing'> {
  /** The same of the same part. */
  readonly digest: string;
}

/** What differs between two states, part by part; parts without a difference are absent. */
export interface StateChanges {
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly changes: readonly StateChange[];
    /** Differences that are not listed. */
    readonly leftOut: number;
  }[];
  readonly notices: readonly string[];
}

/** One difference. Values are JSON, cut where they are long. */
export interface StateChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Keys from the part down to the value. */
  readonly path: readonly string[];
  readonly before: string | null;
  readonly after: string | null;
}
