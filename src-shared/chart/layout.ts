import { axisItems, noteItems } from './axes.ts';
import { curveItems } from './curves.ts';
import { axisText } from './describe.ts';
import { type Box, type Drawing, perMillimetre, perPoint, type TextMeasure } from './drawing.ts';
import { flowDrawing } from './flow-items.ts';
import { legendItems, legendOf } from './legend.ts';
import { besideLast, parallelAxisItems, TITLE_ROWS } from './parallel-axes.ts';
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
  if (chart.flow !== undefined) return flowDrawing(chart, chart.flow, look, measure, provenance);
  const theme = themes[look.theme];
  const [width, height] = [Math.round(look.width * perMillimetre), Math.round(look.height * perMillimetre)];
  const text = look.text * perPoint;
  const edge = Math.round(2 * perPoint);
  const y = yScale(chart, Math.max(2, Math.floor(height / text / 4)));
  const { left, right } = sides(chart, y, { edge, text, width, measure });
  const label = (name: string) => measure(name, text);
  const x = xScale(chart, Math.max(2, Math.floor((right - left) / (text * 5))), right - left, label);
  const legend = legendOf(chart, { measure, text, width: right - left, height: height * 0.45 });
  const { axes } = chart;
  const titles = axes === undefined ? 0 : text * 1.3 * TITLE_ROWS;
  const top = Math.ceil(edge + legend.height + titles + text * 0.6);
  const bottom = Math.floor(height - edge - (axes === undefined ? text * 2.6 + 4 * perPoint : text * 0.6));
  const plot = { x: left, y: top, width: right - left, height: Math.max(bottom - top, 1) };
  const sheet: Sheet = { look, theme, measure, text, plot, x, y };
  return {
    ...{ width, height, ground: theme.ground },
    items: [
      ...(axes === undefined ? axisItems(sheet, chart) : []),
      ...curveItems(sheet, chart),
      ...(axes === undefined ? noteItems(sheet, chart) : parallelAxisItems(sheet, axes)),
      ...legendItems(sheet, legend, edge),
    ],
    title: axes === undefined ? `${axisText(chart.y)} over ${axisText(chart.x)}` : chart.title,
    provenance,
  };
}

interface Room {
  readonly edge: number;
  readonly text: number;
  readonly width: number;
  readonly measure: TextMeasure;
}

/** Between what the curves are, beside the numbers of their axes. */
function sides({ axes }: Picture, y: Scale, { edge, text, width, measure }: Room) {
  if (axes !== undefined) {
    return { left: Math.ceil(edge + text), right: Math.ceil(width - edge - besideLast(axes, text, measure)) };
  }
  const wide = Math.max(0, ...y.ticks.map((tick) => measure(tick.text, text)));
  return { left: Math.ceil(edge + text * 1.4 + wide + 5 * perPoint), right: Math.ceil(width - edge - text) };
}

/** Pixels that the curves of a chart of this look have across: what its lines are to be asked for. */
export function columnsOf({ width, dpi }: ChartLook): number {
  return Math.min(20_000, Math.max(50, Math.round((width / 25.4) * dpi)));
}
