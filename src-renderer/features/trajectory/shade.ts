import type { Measure, ValueExtent } from '#shared/model/experiment.ts';
import type { Scheme } from '../series/colours.ts';

/** Colours for the values of a measure. */
export interface Shade extends Pick<ValueExtent, 'low' | 'high'> {
  readonly measure: Measure;
  /** From the lowest value to the highest. */
  readonly colours: readonly string[];
}

/** viridis (Smith & van der Walt, 2015), without the end that the ground would swallow. */
const ramps: Readonly<Record<Scheme, readonly (readonly [number, number, number])[]>> = {
  light: [
    [68, 1, 84],
    [70, 50, 127],
    [54, 92, 141],
    [39, 127, 142],
    [31, 161, 135],
    [74, 194, 109],
    [140, 200, 50],
  ],
  dark: [
    [92, 70, 160],
    [60, 100, 160],
    [39, 137, 152],
    [31, 171, 145],
    [84, 204, 119],
    [169, 229, 66],
    [253, 231, 37],
  ],
};

const LEVELS = 48;

export function shadeOf(measure: Measure, { low, high }: Pick<ValueExtent, 'low' | 'high'>, scheme: Scheme): Shade {
  return { measure, low, high, colours: rampColours(scheme) };
}

export function rampColours(scheme: Scheme): readonly string[] {
  return Array.from({ length: LEVELS }, (_, level) => rampAt(ramps[scheme], level / (LEVELS - 1)));
}

function rampAt(ramp: readonly (readonly [number, number, number])[], share: number): string {
  const place = share * (ramp.length - 1);
  const at = Math.min(Math.floor(place), ramp.length - 2);
  const [one, other] = [ramp[at]!, ramp[at + 1]!];
  const mix = one.map((channel, index) => Math.round(channel + (other[index]! - channel) * (place - at)));
  return `#${mix.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour of a value; `undefined` of one that is missing or not finite. */
export function shadeColour({ low, high, colours }: Shade, value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const share = high > low ? (value - low) / (high - low) : 0.5;
  return colours[Math.min(Math.max(Math.round(share * (colours.length - 1)), 0), colours.length - 1)];
}
