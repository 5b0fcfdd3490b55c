import type { Scheme } from '../series/colours.ts';
import type { Colours } from './paint-bands.ts';

/** On is blue, off pale, expectations orange (Okabe–Ito); what is unknown is hatched, and of what nothing is known is nothing. */
const colours: Readonly<Record<Scheme, Colours>> = {
  light: {
    on: '#0072b2',
    off: '#a9c6d8',
    unknown: '#8a8f96',
    nothing: '#eff1f3',
    expected: '#d55e00',
    grid: '#f3f4f6',
  },
  dark: { on: '#56b4e9', off: '#3a5a70', unknown: '#7f8791', nothing: '#21262c', expected: '#e69f00', grid: '#1d2228' },
};

export const coloursOf = (scheme: Scheme): Colours => colours[scheme];

/** viridis (Smith & van der Walt, 2015) at fifths. */
const stops = [
  [68, 1, 84],
  [65, 68, 135],
  [42, 120, 142],
  [34, 168, 132],
  [122, 209, 81],
  [253, 231, 37],
] as const;

/** The colour of a share from 0 to 1. */
export function shareColour(share: number): string {
  const place = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const low = stops[Math.floor(place)] ?? stops[0];
  const high = stops[Math.min(Math.floor(place) + 1, stops.length - 1)] ?? low;
  const part = place - Math.floor(place);
  return `rgb(${low.map((value, at) => Math.round(value + ((high[at] ?? value) - value) * part)).join(' ')})`;
}
