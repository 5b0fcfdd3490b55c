import { axisText } from './describe.ts';
import { type DrawItem, type Place, perMillimetre, perPoint, type Stroke, type Text } from './drawing.ts';
import type { Sheet } from './layout.ts';
import type { Picture } from './picture.ts';

/** The grid, both axes with their ticks and titles, and the lines across that a person drew. */
export function axisItems(sheet: Sheet, chart: Picture): readonly DrawItem[] {
  const { plot, x, y } = sheet;
  const inside = (share: number) => share >= -1e-9 && share <= 1 + 1e-9;
  const [first, last] = chart.x.scaled ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const across = x.ticks.filter(({ value }) => inside(x.share(value)) && value >= first && value <= last);
  const up = y.ticks.filter(({ value }) => inside(y.share(value)));
  const [bottom, right] = [plot.y + plot.height, plot.x + plot.width];
  const tick = Math.round(2.5 * perPoint);
  const xs = across.map(({ value }) => Math.round(plot.x + x.share(value) * plot.width));
  const ys = up.map(({ value }) => Math.round(bottom - y.share(value) * plot.height));
  const grid = ys.map((at): readonly Place[] => [
    [plot.x, at],
    [right, at],
  ]);
  const frame: readonly (readonly Place[])[] = [
    [
      [plot.x, plot.y],
      [plot.x, bottom],
      [right, bottom],
    ],
    ...xs.map((at): readonly Place[] => [
      [at, bottom],
      [at, bottom + tick],
    ]),
    ...ys.map((at): readonly Place[] => [
      [plot.x - tick, at],
      [plot.x, at],
    ]),
  ];
  const { ink, grid: pale, axis } = sheet.theme;
  return [
    rule(grid, pale, axis),
    ...referenceItems(sheet, chart),
    rule(frame, ink, axis),
    ...across.map(({ text }, at) => label(sheet, xs[at] ?? 0, bottom + tick + sheet.text * 1.05, text, 'middle')),
    ...up.map(({ text }, at) => label(sheet, plot.x - tick * 1.6, (ys[at] ?? 0) + sheet.text * 0.35, text, 'end')),
    ...titles(sheet, chart),
  ];
}

function titles(sheet: Sheet, chart: Picture): readonly Text[] {
  const { plot, look, text } = sheet;
  const bottom = Math.round(look.height * perMillimetre - 2 * perPoint - text * 0.3);
  const x = label(sheet, plot.x + plot.width / 2, bottom, axisText(chart.x), 'middle');
  const y = label(sheet, 2 * perPoint + text * 0.9, plot.y + plot.height / 2, axisText(chart.y), 'middle');
  return [x, { ...y, turned: true }];
}

function referenceItems(sheet: Sheet, { references }: Picture): readonly DrawItem[] {
  const { plot, x, y, theme, text } = sheet;
  return references.flatMap(({ axis, value, label: words }): readonly DrawItem[] => {
    const share = axis === 'x' ? x.share(value) : y.share(value);
    if (!(share >= 0 && share <= 1)) return [];
    const at = Math.round(axis === 'x' ? plot.x + share * plot.width : plot.y + (1 - share) * plot.height);
    const path: readonly Place[] =
      axis === 'x'
        ? [
            [at, plot.y],
            [at, plot.y + plot.height],
          ]
        : [
            [plot.x, at],
            [plot.x + plot.width, at],
          ];
    const line = { ...rule([path], theme.ink, theme.axis), dash: [4 * perPoint, 2 * perPoint] };
    if (words === '') return [line];
    if (axis === 'y') return [line, label(sheet, plot.x + plot.width, at - text * 0.3, words, 'end')];
    // On the side where there is more room.
    const left = share > 0.5;
    return [line, label(sheet, at + (left ? -0.3 : 0.3) * text, plot.y + text, words, left ? 'end' : 'start')];
  });
}

/** A dot at its place, and the words beside it: to the left where the right is nearer. */
export function noteItems(sheet: Sheet, { notes = [] }: Picture): readonly DrawItem[] {
  const { plot, x, y, theme, text } = sheet;
  return notes.flatMap((note): readonly DrawItem[] => {
    const [across, up] = [x.share(note.x), y.share(note.y)];
    if (!(across >= 0 && across <= 1 && up >= 0 && up <= 1)) return [];
    const at: Place = [Math.round(plot.x + across * plot.width), Math.round(plot.y + (1 - up) * plot.height)];
    const left = across > 0.5;
    return [
      { ...rule([[at]], theme.ink, 3 * theme.line) },
      label(sheet, at[0] + (left ? -0.4 : 0.4) * text, at[1] - text * 0.4, note.label, left ? 'end' : 'start'),
    ];
  });
}

function rule(paths: readonly (readonly Place[])[], colour: string, points: number): Stroke {
  return { kind: 'stroke', paths, colour, width: points * perPoint, dash: [], opacity: 1 };
}

export function label(
  { text: size, theme }: Pick<Sheet, 'text' | 'theme'>,
  x: number,
  y: number,
  text: string,
  anchor: Text['anchor'],
): Text {
  return { kind: 'text', x: Math.round(x), y: Math.round(y), text, size, colour: theme.ink, anchor, turned: false };
}
