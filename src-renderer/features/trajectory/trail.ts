/** How far a trail reaches back. */
export interface Trail {
  readonly length: number;
  readonly unit: 'frames' | 's';
}

/** `150` frames, `2.5s`; empty for what the settings say. */
export function writeTrail(trail: Trail | undefined): string {
  return trail === undefined ? '' : `${trail.length}${trail.unit === 's' ? 's' : ''}`;
}

export function readTrail(text: string): Trail | undefined {
  const [, length, unit] = /^(\d+(?:\.\d+)?)(s?)$/.exec(text) ?? [];
  return length === undefined ? undefined : { length: Number(length), unit: unit === 's' ? 's' : 'frames' };
}

/** Length in frames, not rounded; `rate`: frames per second. */
export function trailFrames({ length, unit }: Trail, rate: number): number {
  return unit === 's' ? length * rate : length;
}
