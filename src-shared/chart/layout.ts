import { axisItems, noteItems } from './axes.ts';
import { curveItems } from './curves.ts';
import { axisText } from './describe.ts';
import { type Box, type Drawing, perMillimetre, perPoint, type TextMeasure } from './drawing.ts';
import { legendItems, legendOf } from './legend.ts';
import type { Picture } from './picture.ts';
import type { ChartLook } from './request.ts';
import { type Scale, xScale, yScale } from './scale.ts';
import { type ChartTheme, themes } from './themes.ts';

/** What every part of a chart is drawn with. */
export interface Sheet {
  readonly look: ChartLook;
  readonly theme: ChartTheme;
  readonly measure: TextMeasure;
  /** Size of text in units. */
  readonly text: number;
  /** The rectangle that the curves are in. */
  readonly plot: Box;
  readonly x: Scale;
  readonly y: Scale;
}

/** A chart as a picture of the wanted size: the legend on top, the axes with their titles, and the curves. */
export function layOut(
  chart: Picture,
  look: ChartLook,
  measure: TextMeasure,
  provenance: ReadonlyMap<string, string>,
): Drawing {
  const theme = themes[look.theme];
  const [width, height] = [Math.round(look.width * perMillimetre), Math.round(look.height * perMillimetre)];
  const text = look.text * perPoint;
  const edge = Math.round(2 * perPoint);
  const y = yScale(chart, Math.max(2, Math.floor(height / text / 4)));
  const wide = Math.max(0, ...y.ticks.map((tick) => measure(tick.text, text)));
  const left = Math.ceil(edge + text * 1.4 + wide + 5 * perPoint);
  const right = Math.ceil(width - edge - text);
  const label = (name: string) => measure(name, text);
  const x = xScale(chart, Math.max(2, Math.floor((right - left) / (text * 5))), right - left, label);
  const legend = legendOf(chart, { measure, text, width: right - left, height: height * 0.45 });
  const top = Math.ceil(edge + legend.height + text * 0.6);
  const bottom = Math.floor(height - edge - text * 2.6 - 4 * perPoint);
  const plot = { x: left, y: top, width: right - left, height: Math.max(bottom - top, 1) };
  const sheet: Sheet = { look, theme, measure, text, plot, x, y };
  return {
    ...{ width, height, ground: theme.ground },
    items: [
      ...axisItems(sheet, chart),
      ...curveItems(sheet, chart),
      ...noteItems(sheet, chart),
      ...legendItems(sheet, legend, edge),
    ],
    title: `${axisText(chart.y)} over ${axisText(chart.x)}`,
    provenance,
  };
}

/** Pixels that the curves of a chart of this look have across: what its lines are to be asked for. */
export function columnsOf({ width, dpi }: ChartLook): number {
  return Math.min(20_000, Math.max(50, Math.round((width / 25.4) * dpi)));
}
