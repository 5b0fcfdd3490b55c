import type { Scheme } from './palette.ts';

export interface ChartTheme {
  /** Which of the palettes is seen well on the ground. */
  readonly scheme: Scheme;
  readonly ground: string | null;
  readonly ink: string;
  readonly grid: string;
  /** Widths in points. */
  readonly line: number;
  readonly axis: number;
}

/** `paper` has no ground, so that a page shows through; the others are the window's. */
export const themes: Readonly<Record<'paper' | 'light' | 'dark', ChartTheme>> = {
  paper: { scheme: 'light', ground: null, ink: '#000000', grid: '#e3e3e3', line: 0.75, axis: 0.5 },
  light: { scheme: 'light', ground: '#ffffff', ink: '#2b2b2b', grid: '#e6e6e6', line: 1, axis: 0.5 },
  dark: { scheme: 'dark', ground: '#1a1b1e', ink: '#d7d7d7', grid: '#34363b', line: 1, axis: 0.5 },
};
