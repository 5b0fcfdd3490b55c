import { type DrawItem, type Drawing, type Place, perPoint, type TextMeasure } from './drawing.ts';
import type { ChartLook } from './request.ts';
import { shortened } from './shortened.ts';
import { themes } from './themes.ts';

/** A chart of a page and what stands above it. */
export interface PagePart {
  readonly name: string;
  readonly drawing: Drawing;
}

/** Charts of one size as one picture: row by row from the left, each below its name. */
export function pageOf(parts: readonly PagePart[], look: ChartLook, columns: number, measure: TextMeasure): Drawing {
  const theme = themes[look.theme];
  const size = look.text * perPoint * 1.15;
  const head = Math.round(size * 1.9);
  const [width, height] = [parts[0]?.drawing.width ?? 1, (parts[0]?.drawing.height ?? 1) + head];
  const across = Math.min(Math.max(columns, 1), Math.max(parts.length, 1));
  const items = parts.flatMap(({ name, drawing }, at): readonly DrawItem[] => {
    const [x, y] = [(at % across) * width, Math.floor(at / across) * height];
    const text = shortened(name, width - 2 * size, (words) => measure(words, size));
    const base = { kind: 'text', size, colour: theme.ink, anchor: 'start', turned: false } as const;
    return [
      { ...base, text, x: Math.round(x + size * 0.6), y: Math.round(y + size * 1.3) },
      ...drawing.items.map((item) => moved(item, [x, y + head])),
    ];
  });
  return {
    ...{ width: width * across, height: height * Math.max(1, Math.ceil(parts.length / across)), items },
    ground: theme.ground,
    title: parts.map(({ name }) => name).join('; '),
    provenance: provenanceOf(parts),
  };
}

/** What all charts say alike once, the rest by the number of the chart. */
function provenanceOf(parts: readonly PagePart[]): ReadonlyMap<string, string> {
  const keys = [...new Set(parts.flatMap(({ drawing }) => [...drawing.provenance.keys()]))];
  return new Map(
    keys.flatMap((key): readonly (readonly [string, string])[] => {
      const said = parts.map(({ drawing }) => drawing.provenance.get(key));
      const [first] = said;
      if (first !== undefined && said.every((each) => each === first)) return [[key, first]];
      return said.flatMap((each, at) => (each === undefined ? [] : [[`${at + 1}. ${key}`, each] as const]));
    }),
  );
}

function moved(item: DrawItem, [dx, dy]: Place): DrawItem {
  const shifted = ([x, y]: Place): Place => [x + dx, y + dy];
  if (item.kind === 'text') return { ...item, x: item.x + dx, y: item.y + dy };
  const clip = item.clip && { ...item.clip, x: item.clip.x + dx, y: item.clip.y + dy };
  if (item.kind === 'fill') return { ...item, path: item.path.map(shifted), clip };
  return { ...item, paths: item.paths.map((path) => path.map(shifted)), clip };
}
