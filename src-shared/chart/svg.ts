import {
  type Box,
  type DrawItem,
  type Drawing,
  type Fill,
  type Place,
  perMillimetre,
  type Stroke,
  type Text,
} from './drawing.ts';

/** Fonts as wide as the one that the picture was laid out with, so that real text keeps its place. */
const fonts = "Arimo, Arial, 'Liberation Sans', Helvetica, sans-serif";

/**
 * A drawing as SVG: text stays text, curves are whole numbers of fiftieths of a millimetre, each a step from the one
 * before. The same drawing is the same bytes.
 */
export function svgOf({ width, height, ground, items, title, provenance }: Drawing): string {
  const boxes = [...new Map(items.flatMap((item) => clipOf(item)).map((box) => [boxKey(box), box])).values()];
  const [wide, high] = [width / perMillimetre, height / perMillimetre];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}mm" height="${high}mm" viewBox="0 0 ${width} ${height}" font-family="${fonts}" fill="none" stroke-linecap="round" stroke-linejoin="round">`,
    `<title>${escaped(title)}</title>`,
    `<metadata>${escaped(JSON.stringify(Object.fromEntries(provenance), null, 1))}</metadata>`,
    ...(ground === null ? [] : [`<rect width="${width}" height="${height}" fill="${ground}"/>`]),
    ...(boxes.length === 0 ? [] : [`<defs>${boxes.map(clipPath).join('')}</defs>`]),
    ...items.map((item) => itemXml(item, boxes)),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

function itemXml(item: DrawItem, boxes: readonly Box[]): string {
  switch (item.kind) {
    case 'stroke':
      return strokeXml(item, boxes);
    case 'fill':
      return fillXml(item, boxes);
    case 'text':
      return textXml(item);
  }
}

function strokeXml(stroke: Stroke, boxes: readonly Box[]): string {
  const { paths, colour, width, dash, opacity, clip, label } = stroke;
  const dashes = dash.length === 0 ? '' : ` stroke-dasharray="${dash.map(number).join(' ')}"`;
  const faint = opacity === 1 ? '' : ` opacity="${opacity}"`;
  const title = label === undefined ? '' : `<title>${escaped(label)}</title>`;
  const open = `<path d="${paths.map(pathText).join('')}" stroke="${colour}" stroke-width="${number(width)}"${dashes}${faint}${clipped(clip, boxes)}`;
  return title === '' ? `${open}/>` : `${open}>${title}</path>`;
}

function fillXml({ path, colour, opacity, clip }: Fill, boxes: readonly Box[]): string {
  const faint = opacity === 1 ? '' : ` opacity="${opacity}"`;
  return `<path d="${pathText(path)}z" fill="${colour}"${faint}${clipped(clip, boxes)}/>`;
}

function textXml({ x, y, text, size, colour, anchor, turned }: Text): string {
  const at = turned ? `transform="translate(${x} ${y})rotate(-90)"` : `x="${x}" y="${y}"`;
  const aligned = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text ${at} font-size="${number(size)}" fill="${colour}"${aligned} xml:space="preserve">${escaped(text)}</text>`;
}

/** `M10 20l5-3 2 1v-40 80h3`: a letter only where it changes, and no space where a sign tells numbers apart. */
export function pathText(path: readonly Place[]): string {
  const [first] = path;
  if (first === undefined) return '';
  let text = `M${first[0]}${joined(first[1])}`;
  if (path.length === 1) return `${text}h0`;
  let [x, y] = first;
  let letter = '';
  for (const [nextX, nextY] of path.slice(1)) {
    const [dx, dy] = [nextX - x, nextY - y];
    const wanted = dx === 0 ? 'v' : dy === 0 ? 'h' : 'l';
    const words = dx === 0 ? `${dy}` : dy === 0 ? `${dx}` : `${dx}${joined(dy)}`;
    text += wanted !== letter ? `${wanted}${words}` : words.startsWith('-') ? words : ` ${words}`;
    letter = wanted;
    [x, y] = [nextX, nextY];
  }
  return text;
}

function joined(value: number): string {
  return value < 0 ? `${value}` : ` ${value}`;
}

function clipOf(item: DrawItem): readonly Box[] {
  return item.kind === 'text' || item.clip === undefined ? [] : [item.clip];
}

function boxKey({ x, y, width, height }: Box): string {
  return `${x} ${y} ${width} ${height}`;
}

function clipPath({ x, y, width, height }: Box, at: number): string {
  return `<clipPath id="clip${at}"><rect x="${x}" y="${y}" width="${width}" height="${height}"/></clipPath>`;
}

function clipped(clip: Box | undefined, boxes: readonly Box[]): string {
  if (clip === undefined) return '';
  return ` clip-path="url(#clip${boxes.findIndex((box) => boxKey(box) === boxKey(clip))})"`;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no character for those
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
