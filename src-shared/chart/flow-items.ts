import { INITIAL } from './describe-flow.ts';
import {
  type DrawItem,
  type Drawing,
  type Fill,
  type Place,
  perMillimetre,
  perPoint,
  type TextMeasure,
} from './drawing.ts';
import { type Flow, type FlowBand, type FlowEnd, flowOf } from './flow.ts';
import type { Matrix } from './flow-matrix.ts';
import { onGround } from './palette.ts';
import type { Picture } from './picture.ts';
import type { ChartLook } from './request.ts';
import { type ChartTheme, themes } from './themes.ts';

/** How many straight pieces a curve is of. */
const PIECES = 32;

interface Frame {
  readonly theme: ChartTheme;
  readonly text: number;
  readonly top: number;
  /** Between the bars of both sides. */
  readonly left: number;
  readonly right: number;
  readonly bar: number;
}

/** Moves from left to right as bands, each as thick as they are many, under the title. */
export function flowDrawing(
  chart: Picture,
  matrix: Matrix,
  look: ChartLook,
  measure: TextMeasure,
  provenance: ReadonlyMap<string, string>,
): Drawing {
  const theme = themes[look.theme];
  const [width, height] = [Math.round(look.width * perMillimetre), Math.round(look.height * perMillimetre)];
  const text = look.text * perPoint;
  const [edge, bar] = [Math.round(2 * perPoint), Math.round(3 * perPoint)];
  const top = Math.round(edge + text * 2);
  const places = Math.max(matrix.from.length, matrix.to.length, 1);
  const gap = Math.min(text * 1.4, (height - top - edge) / places / 2);
  const flow = flowOf(matrix, { thickness: Math.max(height - top - edge - gap * (places - 1), 1), gap });
  const room = (ends: readonly FlowEnd[]) => Math.max(0, ...ends.map((end) => measure(told(end), text))) + 2 * edge;
  const frame: Frame = {
    ...{ theme, text, top, bar },
    left: Math.round(room(flow.left) + edge + bar),
    right: Math.round(width - room(flow.right) - edge - bar),
  };
  const colours = new Map(chart.lines.map(({ id, style }) => [id, onGround(style.colour, theme.scheme)]));
  const title: DrawItem = {
    ...{ kind: 'text', x: edge, y: Math.round(edge + text), text: chart.title, size: text, colour: theme.ink },
    ...{ anchor: 'start', turned: false },
  };
  return {
    ...{ width, height, ground: theme.ground, title: chart.title, provenance },
    items: [title, ...itemsOf(flow, frame, colours)],
  };
}

function told({ name, count }: FlowEnd): string {
  return `${name ?? INITIAL} ${count}`;
}

function itemsOf(flow: Flow, frame: Frame, colours: ReadonlyMap<string, string>): readonly DrawItem[] {
  const { theme } = frame;
  const colourOf = ({ from, to }: FlowBand) => colours.get(JSON.stringify([from, to]));
  // Bands that a person does not want are not drawn; places stay where they are.
  const bands = flow.bands.flatMap((band) => {
    const colour = colourOf(band);
    return colour === undefined ? [] : [bandFill(band, frame, colour)];
  });
  const leaving = new Map(flow.bands.map((band) => [band.from, colourOf(band)]));
  const ends = (side: 'left' | 'right') =>
    flow[side].flatMap((end) => endItems(end, frame, side, (side === 'left' && leaving.get(end.name)) || theme.ink));
  return [...bands, ...ends('left'), ...ends('right')];
}

/** Straight on at both ends, as on the page. */
function bandFill({ left, right, height }: FlowBand, { top, left: from, right: to }: Frame, colour: string): Fill {
  const curve = Array.from({ length: PIECES + 1 }, (_, at): Place => {
    const t = at / PIECES;
    const [near, far] = [(1 - t) ** 3 + 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2 + t ** 3];
    const middle = (from + to) / 2;
    const x = (1 - t) ** 3 * from + 3 * (1 - t) * t * middle + t ** 3 * to;
    return [Math.round(x), Math.round(top + near * left + far * right)];
  });
  const below = curve.toReversed().map(([x, y]): Place => [x, Math.round(y + height)]);
  return { kind: 'fill', path: [...curve, ...below], colour, opacity: 0.5 };
}

function endItems(end: FlowEnd, frame: Frame, side: 'left' | 'right', colour: string): readonly DrawItem[] {
  const { theme, text, top, left, right, bar } = frame;
  const isLeft = side === 'left';
  const x = isLeft ? left - bar : right;
  const [high, low] = [Math.round(top + end.top), Math.round(top + end.top + Math.max(end.height, 1))];
  return [
    {
      ...{ kind: 'fill', colour, opacity: 1 },
      path: [
        [x, high],
        [x + bar, high],
        [x + bar, low],
        [x, low],
      ],
    },
    {
      ...{ kind: 'text', text: told(end), size: text, colour: theme.ink, turned: false },
      ...{ x: isLeft ? x - bar : x + 2 * bar, y: Math.round((high + low) / 2 + text * 0.35) },
      anchor: isLeft ? 'end' : 'start',
    },
  ];
}
