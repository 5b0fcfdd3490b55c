import type { Measure } from './experiment.ts';

/**
 * Measures as they travel: as one text. There may be thousands of them, and object by object they take several times as
 * long on the way through two processes.
 */
export type PackedMeasures = string;

export function packMeasures(measures: readonly Measure[]): PackedMeasures {
  return JSON.stringify(measures);
}

export function unpackMeasures(packed: PackedMeasures): readonly Measure[] {
  return JSON.parse(packed) as readonly Measure[];
}
