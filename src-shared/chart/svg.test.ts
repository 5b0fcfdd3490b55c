import { describe, expect, it } from 'vitest';
import type { SeriesAnswer } from '../model/experiment.ts';
import { LineReducer } from '../model/m4.ts';
import { chartCsv, chartTex } from './data.ts';
import { describeChart } from './describe.ts';
import type { Place, Stroke } from './drawing.ts';
import { columnsOf, layOut } from './layout.ts';
import { type ChartLook, type ChartRequest, chartFormatOfName, chartLookSchema, parseSize } from './request.ts';
import { pathText, svgOf } from './svg.ts';

/** Every character half as wide as its size. */
const measure = (text: string, size: number) => (text.length * size) / 2;
const look: ChartLook = chartLookSchema.parse({});

interface MadeLine {
  readonly id: string;
  readonly points: readonly (readonly [number, number])[];
  readonly raw?: readonly (readonly [number, number])[];
}

function answer(lines: readonly MadeLine[]): SeriesAnswer {
  return {
    measure: { id: 'speed', title: 'Speed', unit: 'm/s', level: 'step', formula: null },
    x: { title: 'Frame', unit: null },
    series: lines.map(({ id, points, raw }) => ({
      ...{ id, label: `run <${id}>`, points, raw, episodes: null },
      ...{ rows: points.length, notFinite: 0, method: 'rows' as const },
    })),
    sql: 'select 1',
  };
}

function request(more: Partial<ChartRequest> = {}): ChartRequest {
  const asked = { measure: 'speed', sessions: [], episodes: [], split: 'mean' as const, points: 1000 };
  return { sources: [{ database: 'd', request: asked }], yScale: 'linear', references: [], notes: [], ...more };
}

function svg(lines: readonly MadeLine[], more: Partial<ChartRequest> = {}, looks: Partial<ChartLook> = {}): string {
  const chart = describeChart(request(more), [answer(lines)]);
  return svgOf(layOut(chart, { ...look, ...looks }, measure, new Map([['written by', 'Starling & co']])));
}

describe('a chart as SVG', () => {
  it('has the size asked for, real text, a legend, axis titles, and where it comes from', () => {
    const text = svg([
      {
        id: 'a',
        points: [
          [0, 1],
          [1, 2],
          [2, 1.5],
        ],
      },
    ]);
    expect(text).toContain('width="89mm" height="60mm" viewBox="0 0 1780 1200"');
    expect(text).toMatch(/<text [^>]*>Speed \(m\/s\)<\/text>/);
    expect(text).toMatch(/<text [^>]*>Frame<\/text>/);
    expect(text).toMatch(/<text [^>]*>run &lt;a&gt;<\/text>/);
    expect(text).toContain('<metadata>{\n &quot;written by&quot;: &quot;Starling &amp; co&quot;\n}</metadata>');
    expect(text).not.toMatch(/<rect width="1780" height="1200" fill/);
    expect(svg([{ id: 'a', points: [[0, 1]] }], {}, { theme: 'dark' })).toContain('fill="#1a1b1e"');
  });

  it('puts points where the axes say, and breaks a line over what is missing', () => {
    const steps = Array.from({ length: 20 }, (_, at) => at / 4);
    const points = [...steps, ...steps.map((at) => at + 19.25)].map((x): [number, number] => [x, x]);
    const chart = describeChart(request({ y: { from: 0, to: 24 } }), [answer([{ id: 'a', points }])]);
    const { items } = layOut(chart, look, measure, new Map());
    const curve = items.find((item): item is Stroke => item.kind === 'stroke' && item.clip !== undefined)!;
    const { x, y, width, height } = curve.clip!;
    expect(curve.paths).toHaveLength(2);
    expect(curve.paths[0]?.[0]).toEqual([x, y + height]);
    expect(curve.paths[1]?.at(-1)).toEqual([x + width, y]);
    expect(curve.paths[1]?.[0]).toEqual([Math.round(x + (width * 19.25) / 24), Math.round(y + (height * 4.75) / 24)]);
  });

  it('draws ten lines of a million points in less than 200 KB', () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    const lines = Array.from({ length: 10 }, (_, line) => {
      const reducer = new LineReducer({ from: 0, to: 999_999, pixels: columnsOf(look) });
      for (let x = 0; x < 1_000_000; x++) reducer.add(x, random() + line);
      return { id: String(line), points: reducer.finish().points };
    });
    expect(lines[0]?.points.length).toBeGreaterThan(3500);
    expect(svg(lines).length).toBeLessThan(200_000);
  }, 30_000);

  it('leaves out of a logarithmic axis what has no logarithm, and shows powers of ten', () => {
    const chart = describeChart(request({ yScale: 'log' }), [
      answer([
        {
          id: 'a',
          points: [
            [0, 0.01],
            [1, -1],
            [2, 0],
            [3, 1000],
          ],
        },
      ]),
    ]);
    expect(chart.lines[0]?.points).toEqual([
      [0, 0.01],
      [3, 1000],
    ]);
    const texts = layOut(chart, look, measure, new Map()).items.flatMap((item) =>
      item.kind === 'text' ? [item.text] : [],
    );
    expect(texts).toEqual(expect.arrayContaining(['0.01', '1', '100']));
  });

  it('says how lines were smoothed and how many found no room in the legend', () => {
    const smooth = { kind: 'mean' as const, window: 11 };
    const asked = { measure: 'speed', sessions: [], episodes: [], split: 'mean' as const, points: 1000, smooth };
    const lines = Array.from({ length: 90 }, (_, at) => ({
      id: `${at}`,
      points: [[0, at]] as const,
      raw: [[0, 1]] as const,
    }));
    const text = svg(lines, { sources: [{ database: 'd', request: asked }] });
    expect(text).toMatch(/mean of 11 rows around each; faint: as/);
    expect(text).toMatch(/and \d\d more lines/);
  });

  it('draws chosen lines in their own looks and order, and lines across', () => {
    const lines = [
      { source: 0, id: 'b', label: 'second', colour: '#123456', dash: [4, 2] },
      { source: 0, id: 'gone' },
    ];
    const chart = describeChart(request({ lines, references: [{ axis: 'y', value: 1.5, label: 'target' }] }), [
      answer([
        { id: 'a', points: [[0, 1]] },
        {
          id: 'b',
          points: [
            [0, 1],
            [1, 2],
          ],
        },
      ]),
    ]);
    expect(chart.lines.map(({ label, style }) => ({ label, style }))).toEqual([
      { label: 'second', style: { colour: '#123456', dash: [4, 2] } },
    ]);
    expect(svgOf(layOut(chart, look, measure, new Map()))).toMatch(/<text [^>]*>target<\/text>/);
  });
});

it('writes paths as steps of whole numbers', () => {
  const path: Place[] = [
    [10, 20],
    [15, 17],
    [17, 18],
    [17, -22],
    [17, 58],
    [20, 58],
  ];
  expect(pathText(path)).toBe('M10 20l5-3 2 1v-40 80h3');
  expect(pathText([[1, -2]])).toBe('M1-2h0');
});

it('gives the drawn points as CSV and as pgfplots', () => {
  const chart = describeChart(request(), [
    answer([
      {
        id: 'a',
        points: [
          [0, 0.1],
          [1, 1e300],
        ],
      },
    ]),
  ]);
  expect(chartCsv(chart)).toBe('line,Frame,Speed (m/s)\r\nrun <a>,0,0.1\r\nrun <a>,1,1e+300\r\n');
  const tex = chartTex(chart, { width: 89, height: 60 }, new Map([['database', 'x_y']]));
  expect(tex).toContain('% database: x_y\n\\begin{tikzpicture}');
  expect(tex).toContain('\\addplot[line0] table[row sep=newline] {\n0 0.1\n1 1e+300\n};');
});

it('reads sizes and names', () => {
  expect(parseSize('89x60mm')).toEqual({ width: 89, height: 60 });
  expect(parseSize('120.5 × 80')).toEqual({ width: 120.5, height: 80 });
  expect(parseSize('89')).toBeUndefined();
  expect(chartFormatOfName('a/b.PDF')).toBe('pdf');
  expect(chartFormatOfName('a.jpg')).toBeUndefined();
});
