import type { KnownLens } from '../../known-lens.ts';
import { derived } from './derived.ts';
import { lens } from './lens.ts';

/** Acoustic emissions of knees (`knee-acoustic-emissions`). */
export const acoustic: KnownLens = { lens, derived };
