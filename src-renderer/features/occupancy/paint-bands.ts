import type { Band, BandsAnswer, Expected } from '#shared/model/states.ts';
import { type BandRow, bandOf, expectedOf } from './band-rows.ts';

export interface Colours {
  readonly on: string;
  readonly off: string;
  readonly unknown: string;
  readonly nothing: string;
  readonly expected: string;
  readonly grid: string;
}

export interface Picture {
  readonly answer: BandsAnswer;
  readonly rows: readonly BandRow[];
  readonly range: readonly [from: number, to: number];
  readonly width: number;
  readonly ticks: readonly number[];
  readonly colours: Colours;
}

/** How much of a row's height being off takes: told from being on without a colour. */
const OFF = 0.28;

/** Paints the rows in CSS pixels; nothing is thinner than one of them. */
export function paintBands(context: CanvasRenderingContext2D, picture: Picture): void {
  const { answer, rows, range, width, ticks, colours } = picture;
  const [from, to] = range;
  const x = (at: number) => ((at - from) / (to - from)) * width;
  context.fillStyle = colours.grid;
  const bottom = rows.at(-1);
  for (const tick of ticks) context.fillRect(Math.round(x(tick)), 0, 1, bottom ? bottom.top + bottom.height : 0);
  for (const row of rows) {
    context.fillStyle = colours.nothing;
    context.fillRect(0, row.top + row.height - 1, width, 1);
    const band = bandOf(answer, row);
    if (band !== undefined) paintBand(context, band, row, x, picture);
    paintExpected(context, expectedOf(answer, row), row, x, colours);
  }
}

type Scale = (at: number) => number;

function paintBand(context: CanvasRenderingContext2D, band: Band, row: BandRow, x: Scale, { width, colours }: Picture) {
  const { top, height } = row;
  const bar = (since: number, until: number, share: number) => {
    const [left, right] = [Math.max(x(since), 0), Math.min(x(until), width)];
    if (right < 0 || left > width) return;
    context.fillRect(left, top + height * (1 - share), Math.max(right - left, 1), height * share);
  };
  const hatch = hatching(context, colours.unknown);
  for (const [since, until, state] of band.stretches) {
    context.fillStyle = state === 1 ? colours.on : state === 0 ? colours.off : hatch;
    bar(since, until, state === 0 ? OFF : 1);
  }
  for (const { since, until, seconds } of band.crowds) {
    const [off, on, unknown] = seconds;
    context.fillStyle = on > 0 ? colours.on : off > 0 ? colours.off : hatch;
    bar(since, until, on > 0 ? OFF + ((1 - OFF) * on) / (off + on + unknown) : off > 0 ? OFF : 1);
    context.fillStyle = colours.expected;
    if (on > 0) context.fillRect(x((since + until) / 2) - 0.5, top - 2, 1, 2);
  }
}

/** The mean of what was expected as a line, least and greatest as a shade, over what happened. */
function paintExpected(
  context: CanvasRenderingContext2D,
  expected: readonly Expected[],
  { top, height }: BandRow,
  x: Scale,
  { expected: colour }: Colours,
): void {
  const y = (probability: number) => top + height * (1 - probability);
  context.fillStyle = colour;
  for (const { at, probability } of expected) {
    const [least, mean, greatest] = probability;
    context.globalAlpha = 0.4;
    context.fillRect(x(at) - 0.5, y(greatest), 1, Math.max(y(least) - y(greatest), 1));
    context.globalAlpha = 1;
    context.fillRect(x(at) - 1.5, y(mean) - 1.5, 3, 3);
  }
}

function hatching(context: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = 6;
  tile.height = 6;
  const own = tile.getContext('2d');
  if (own === null) return colour;
  own.strokeStyle = colour;
  own.lineWidth = 1.2;
  own.beginPath();
  for (const shift of [-6, 0, 6]) {
    own.moveTo(shift, 6);
    own.lineTo(shift + 6, 0);
  }
  own.stroke();
  return context.createPattern(tile, 'repeat') ?? colour;
}
