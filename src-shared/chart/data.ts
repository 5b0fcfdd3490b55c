import { csvLine } from '../model/csv.ts';
import type { ChartNote, DrawnLine, ReferenceLine } from '../model/drawn-chart.ts';
import { areaStrength, BAND_STRENGTH, bandPieces } from './bands.ts';
import { axisText } from './describe.ts';
import type { Picture, PictureLine } from './picture.ts';
import type { Area } from './stack-areas.ts';
import { type ChartRow, tableOf } from './table.ts';

/** Exactly what is drawn, under a header. */
function linesOf(chart: Picture): readonly ChartRow[] {
  const { columns, rows } = tableOf(chart);
  return [columns.map(({ name }) => name), ...rows];
}

/** RFC 4180; doubles in the shortest text that reads back the same. */
export function chartCsv(chart: Picture): string {
  return linesOf(chart)
    .map((row) => `${csvLine(row)}\r\n`)
    .join('');
}

/** What a spreadsheet takes from the clipboard. */
export function chartTsv(chart: Picture): string {
  return `${linesOf(chart)
    .map((row) => row.map((cell) => String(cell ?? '').replace(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n')}\n`;
}

interface TexSize {
  readonly width: number;
  readonly height: number;
}

/** A picture of pgfplots with the points in it: `\input` it where `\usepackage{pgfplots}` is. Sizes in millimetres. */
export function chartTex(chart: Picture, { width, height }: TexSize, provenance: ReadonlyMap<string, string>): string {
  const { x, y, lines, references, notes = [] } = chart;
  const colours = lines.map(
    ({ style }, at) => `\\definecolor{line${at}}{HTML}{${style.colour.slice(1).toUpperCase()}}`,
  );
  const options = [
    `width=${width}mm, height=${height}mm, scale only axis=false`,
    `xlabel={${texText(axisText(x))}}, ylabel={${texText(axisText(y))}}`,
    `xmin=${x.from}, xmax=${x.to}, ymin=${y.from}, ymax=${y.to}`,
    ...(y.scale === 'log' ? ['ymode=log'] : []),
    'unbounded coords=jump, legend cell align=left, legend style={draw=none, fill=none}',
    { line: 'no markers', points: 'only marks, mark size=1pt', bars: 'ybar, no markers' }[chart.marks ?? 'line'],
    ...namesOf(chart),
  ];
  const plots = lines.flatMap((line, at) => [
    ...(line.behind === undefined ? [] : [plot(line.behind, line.longestGap, `line${at}, opacity=0.3, forget plot`)]),
    ...fillsOf(line).map((fill) =>
      filled(fill, `line${at}`, line.areas === undefined ? BAND_STRENGTH : areaStrength.light),
    ),
    ...(line.areas === undefined
      ? [plot(line.points, line.longestGap, `line${at}${dashes(line)}`)]
      : [`\\addlegendimage{area legend, draw=none, fill=line${at}, fill opacity=${areaStrength.light}}`]),
    `\\addlegendentry{${texText(line.label)}}`,
  ]);
  return [
    ...[...provenance].map(([key, value]) => `% ${key}: ${value.replace(/\s+/g, ' ')}`),
    '\\begin{tikzpicture}',
    ...colours,
    `\\begin{axis}[${options.join(',\n  ')}]`,
    ...plots,
    ...references.map((reference) => acrossTex(reference, chart)),
    ...notes.map((note) => noteTex(note, chart)),
    '\\end{axis}',
    '\\end{tikzpicture}',
    '',
  ].join('\n');
}

/** What is filled of a line: its areas, or its band. */
function fillsOf({ areas, band = [] }: PictureLine): readonly Area[] {
  return areas ?? bandPieces(band);
}

function filled(area: Area, colour: string, opacity: number): string {
  const outline = [...area.map(({ x, high }) => `${x} ${high}`), ...area.map(({ x, low }) => `${x} ${low}`).reverse()];
  const look = area.length > 1 ? `draw=none, fill=${colour}, fill opacity=${opacity}` : colour;
  return `\\addplot[${look}, forget plot] table[row sep=newline] {\n${outline.join('\n')}\n} -- cycle;`;
}

/** A dashed line over the whole chart, and what it is called where there is room. */
function acrossTex({ axis, value, label }: ReferenceLine, { x, y }: Picture): string {
  const isUp = axis === 'x';
  const [from, to] = isUp ? [`${value},${y.from}`, `${value},${y.to}`] : [`${x.from},${value}`, `${x.to},${value}`];
  const place = isUp ? `below ${sideOf(value, x)}` : 'above left';
  return `\\draw[dashed] (axis cs:${from}) -- (axis cs:${to}) node[${place}, font=\\scriptsize] {${texText(label)}};`;
}

function noteTex(note: ChartNote, { x }: Picture): string {
  const words = `node[above ${sideOf(note.x, x)}, font=\\scriptsize] {${texText(note.label)}}`;
  return `\\fill (axis cs:${note.x},${note.y}) circle[radius=1pt] ${words};`;
}

/** Where words have more room. */
function sideOf(value: number, { from, to }: Picture['x']): 'left' | 'right' {
  return value - from > (to - from) / 2 ? 'left' : 'right';
}

/** The names of places stand below them. */
function namesOf({ names }: Picture): readonly string[] {
  if (names === undefined) return [];
  const ticks = names.map((_, at) => at).join(',');
  return [`xtick={${ticks}}, xticklabels={${names.map((name) => `{${texText(name)}}`).join(',')}}`];
}

function plot(points: DrawnLine['points'], longestGap: number, options: string): string {
  const lines: string[] = [];
  let before = Number.NaN;
  for (const [x, y] of points) {
    if (x - before > longestGap) lines.push(`${x} nan`);
    lines.push(`${x} ${y}`);
    before = x;
  }
  return `\\addplot[${options}] table[row sep=newline] {\n${lines.join('\n')}\n};`;
}

function dashes({ style: { dash } }: DrawnLine): string {
  if (dash.length === 0) return '';
  const words = dash.map((length, at) => `${at % 2 === 0 ? 'on' : 'off'} ${length * 0.6}pt`);
  return `, dash pattern=${words.join(' ')}`;
}

function texText(text: string): string {
  return text
    .replace(/[\\{}$&#%_^~]/g, (character) => special[character] ?? `\\${character}`)
    .replaceAll('²', '$^2$')
    .replaceAll('³', '$^3$');
}

const special: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
};
