import type { ReferenceLine } from '../model/drawn-chart.ts';
import type { Bar, DrawnAnswer } from './cells-answer.ts';
import { groupedDigits } from './ticks.ts';

/** Where bars to scale end, and what the bar beyond stands for: `12 above 40, up to 3e9`. Of the lines that are shown. */
export function histogramEnds(
  { bars, scaled }: Pick<DrawnAnswer, 'bars' | 'scaled'>,
  shown: readonly string[],
): readonly ReferenceLine[] {
  if (bars === undefined || scaled === undefined) return [];
  const all = shown.flatMap((id) => bars.get(id) ?? []);
  return (['below', 'above'] as const).flatMap((side, at): readonly ReferenceLine[] => {
    const own = all.filter(({ beyond }) => beyond === side);
    if (own.length === 0) return [];
    const count = own.reduce((sum, each) => sum + each.count, 0);
    const value = scaled[at]!;
    const label = `${groupedDigits(String(count))} ${side} ${short(value)}, ${furthest[side](own)}`;
    return [{ id: side, axis: 'x', value, label }];
  });
}

const furthest: Readonly<Record<NonNullable<Bar['beyond']>, (bars: readonly Bar[]) => string>> = {
  below: (bars) => `down to ${short(Math.min(...bars.map(({ from }) => from)))}`,
  above: (bars) => `up to ${short(Math.max(...bars.map(({ to }) => to)))}`,
};

function short(value: number): string {
  const text = String(Number(value.toPrecision(6)))
    .replaceAll('-', '\u2212')
    .replace('e+', 'e');
  return text.includes('e') ? text : groupedDigits(text);
}
