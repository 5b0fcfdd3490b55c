import type { Cell } from './cell.ts';

/** What the transcripts of a lens can show; columns are those of the trajectory's rows. */
export interface TranscriptShape {
  readonly code: string;
  readonly language: 'python' | 'text';
  readonly answer: string | null;
  readonly conversation: string | null;
  readonly state: boolean;
  readonly achieved: boolean;
  /** Whether steps may go on from others than the one before. */
  readonly tree: boolean;
  /** What {@link OutlineStep.time} is; `epoch seconds` of dates. */
  readonly time: { readonly title: string; readonly unit: string | null };
  /** What stands beside each step, in the order of {@link OutlineStep.numbers}. */
  readonly numbers: readonly TranscriptNumber[];
  /** Which of `numbers` is the reward; -1 for none. */
  readonly reward: number;
}

/** A measure beside each step; `reduce` says what those of an episode come to. */
export interface TranscriptNumber {
  readonly id: string;
  readonly title: string;
  readonly unit: string | null;
  readonly reduce: 'mean' | 'sum' | 'last' | 'min' | 'max';
}

/** All steps of an episode without their texts: what a list of them needs before any is in sight. */
export interface TranscriptOutline {
  readonly episode: string;
  readonly label: string;
  readonly session: { readonly id: string; readonly label: string } | null;
  readonly steps: readonly OutlineStep[];
  /** Whether there are steps behind the last one, more than are listed at once. */
  readonly more: boolean;
}

export interface OutlineStep {
  /** Of its row: what texts, cells and states are asked for by. */
  readonly key: string;
  /** As the trajectory's time: epoch seconds of a date. */
  readonly time: number | null;
  readonly numbers: readonly Cell[];
  readonly failed: boolean;
  /** The line of the answer that says what went wrong. */
  readonly error: string | null;
  readonly code: TextMark;
  readonly answer: TextMark | null;
  readonly achieved: readonly Achieved[];
  readonly hasState: boolean;
  /** Of the step and of the one it goes on from, where the lens has a tree. */
  readonly id: string | null;
  readonly parent: string | null;
}

/** Tells texts apart without reading them. */
export interface TextMark {
  /** The same of the same text. */
  readonly digest: string;
  readonly lines: number;
  readonly characters: number;
}

/** How many of something; `how` are words for how it came about. */
export interface Achieved {
  readonly item: string;
  readonly how: string | null;
  readonly count: number;
}

/** The texts of a step; long ones are cut. */
export interface StepTexts {
  readonly key: string;
  readonly code: Cell;
  readonly answer: Cell;
}

/** A step that holds a text. */
export interface TranscriptHit {
  readonly episode: string;
  readonly label: string;
  /** Label of the session; `null` where there is none. */
  readonly session: string | null;
  /** Of the step. */
  readonly key: string;
  readonly time: number | null;
  /** Where it was found first, and what stands around it there. */
  readonly where: 'code' | 'answer' | 'conversation';
  readonly snippet: string;
}

export interface TranscriptHits {
  readonly hits: readonly TranscriptHit[];
  /** Ask for what comes behind these with it; `null` behind the last ones. */
  readonly next: string | null;
}
