import type { DrawnAxis } from '../model/drawn-chart.ts';
import { dateTicks, dateTickText } from './dates.ts';
import type { Picture } from './picture.ts';
import { logTicks, logTickText, roundTicks, tickText } from './ticks.ts';

export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** An axis that knows where values lie on it. */
export interface Scale {
  /** Share of the axis from its beginning: 0–1 within, beyond outside; NaN for what a logarithm has no place for. */
  share(value: number): number;
  readonly ticks: readonly Tick[];
}

export function linearScale({ from, to }: DrawnAxis, most: number, whole: boolean): Scale {
  const values = roundTicks(from, to, most, whole ? 1 : 0);
  return {
    share: (value) => (to > from ? (value - from) / (to - from) : 0.5),
    ticks: values.map((value) => ({ value, text: tickText(value, values) })),
  };
}

export function logScale({ from, to }: DrawnAxis, most: number): Scale {
  const values = logTicks(from, to, most);
  const span = Math.log(to / from);
  return {
    share: (value) => (value > 0 ? (span > 0 ? Math.log(value / from) / span : 0.5) : Number.NaN),
    ticks: values.map((value) => ({ value, text: logTickText(value, values) })),
  };
}

export function dateScale({ from, to }: DrawnAxis, most: number): Scale {
  const values = dateTicks(from, to, most);
  const ticks = values.map((value) => ({ value, text: dateTickText(value, values) }));
  return { ...linearScale({ title: '', unit: null, from, to }, most, false), ticks };
}

export function xScale(
  { x, names, axes }: Picture,
  most: number,
  width: number,
  measure: (name: string) => number,
): Scale {
  if (axes === undefined && names !== undefined) return nameScale(x, names, width, measure);
  return x.scale === 'date' ? dateScale(x, most) : linearScale(x, most, x.scale === 'whole');
}

export function yScale({ y }: Picture, most: number): Scale {
  return y.scale === 'log' ? logScale(y, most) : linearScale(y, most, false);
}

/** Places with names: as many of these as there is room for, shortened where one alone finds none. */
function nameScale(axis: DrawnAxis, names: readonly string[], width: number, measure: (name: string) => number): Scale {
  const room = Math.max(width / Math.max(names.length, 1) - measure('  '), measure('0000000'));
  const texts = names.map((name) => fitting(inShort(name), room, measure));
  const widest = Math.max(1, ...texts.map(measure)) + measure('  ');
  const every = Math.max(1, Math.ceil((names.length * widest) / width));
  const ticks = texts.map((text, value) => ({ value, text })).filter(({ value }) => value % every === 0);
  return { ...linearScale(axis, 2, true), ticks };
}

/** Numbers with no more digits than one reads. */
function inShort(name: string): string {
  const value = Number(name);
  const long = name.length > 7 && name.trim() !== '' && Number.isFinite(value);
  return long ? String(Number(value.toPrecision(4))) : name;
}

/** A text, or as much of it as there is room for. */
export function fitting(name: string, width: number, measure: (name: string) => number): string {
  let text = name;
  while (text.length > 1 && measure(text) > width) text = `${text.slice(0, -2)}…`;
  return text;
}
