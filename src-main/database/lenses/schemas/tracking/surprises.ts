import type { Surprise } from '../../surprises/surprise.ts';

export const surprises: readonly Surprise[] = [];
