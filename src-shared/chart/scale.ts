import type { DrawnAxis, DrawnChart } from '../model/drawn-chart.ts';
import { dateTicks, dateTickText } from './dates.ts';
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

export function xScale({ x }: DrawnChart, most: number): Scale {
  return x.scale === 'date' ? dateScale(x, most) : linearScale(x, most, x.scale === 'whole');
}

export function yScale({ y }: DrawnChart, most: number): Scale {
  return y.scale === 'log' ? logScale(y, most) : linearScale(y, most, false);
}
