import { expect, it } from 'vitest';
import type { CellsAnswer } from '../model/cells.ts';
import { histogramAnswer, scatterAnswer } from './cells-answer.ts';
import { chartCsv, chartTex } from './data.ts';
import { describeCells } from './describe-cells.ts';
import { describeFlow } from './describe-flow.ts';
import { describeGroups, type GroupsAnswer } from './describe-groups.ts';
import { describeParallel } from './describe-parallel.ts';
import type { Fill, Stroke } from './drawing.ts';
import { matrixOf } from './flow-matrix.ts';
import { layOut } from './layout.ts';
import type { Picture } from './picture.ts';
import { type ChartRequest, chartLookSchema, chartRequestSchema, groupsChartSchema } from './request.ts';
import { svgOf } from './svg.ts';

/** Every character half as wide as its size. */
const measure = (text: string, size: number) => (text.length * size) / 2;
const look = chartLookSchema.parse({});
const drawing = (picture: Picture) => layOut(picture, look, measure, new Map());
const request = (more: Partial<ChartRequest> = {}): ChartRequest => ({ ...chartRequestSchema.parse({}), ...more });

const speed = { id: 'v', title: 'Speed', unit: 'm/s', level: 'step', formula: null } as const;
const cells = (against: CellsAnswer['against'], ...of: CellsAnswer['lines'][number]['cells'][]): CellsAnswer => ({
  ...{ measure: speed, against, size: [1, 2], sql: 'select 1' },
  lines: of.map((each, at) => ({ id: `s${at}`, label: `run ${at}`, cells: each, rows: 5, notFinite: 1 })),
});

it('draws a histogram as the outline of its bars, and says the bars as data', () => {
  const answer = histogramAnswer(
    cells(null, [
      [0, 0, 1],
      [1, 0, 3],
    ]),
  );
  const picture = describeCells(request(), answer);
  // Two bars of width 1 with a quarter and three quarters of the four finite values; a fiftieth of 2 m/s beside them.
  expect(chartCsv(picture)).toBe(
    'line,Speed (m/s) from,Speed (m/s) to,values,Share of values\r\nrun 0,0,1,1,0.25\r\nrun 0,1,2,3,0.75\r\n',
  );
  expect(picture.x).toMatchObject({ from: -0.04, to: 2.04 });
  expect(picture.y).toMatchObject({ title: 'Share of values', from: 0, to: 0.78 });
  const curve = drawing(picture).items.find(
    (item): item is Stroke => item.kind === 'stroke' && item.clip !== undefined,
  );
  // Up, along, up, along and down again, in one piece and without a mark at the corners.
  expect(curve?.paths.map(({ length }) => length)).toEqual([6]);
});

it('sets the bars of what lies far from all others apart, and says what they stand for in every file', () => {
  const plain = cells(null, [
    [0, 0, 1],
    [1, 0, 2],
  ]);
  const beyond = [{ side: 'above', least: 3e6, greatest: 4e6, count: 1 }] as const;
  const answer = histogramAnswer({ ...plain, ends: [0, 2], lines: plain.lines.map((line) => ({ ...line, beyond })) });
  const picture = describeCells(request({ notes: [{ x: 1, y: 0.4, label: 'here & there' }] }), answer);
  expect(chartCsv(picture).split('\r\n').at(-2)).toBe('run 0,3000000,4000000,1,0.25');
  expect(picture.lines[0]?.points.slice(-4).map(([x]) => x)).toEqual([3, 3, 4, 4]);
  expect(picture.references).toEqual([
    { id: 'above', axis: 'x', value: 2, label: '1 above 2, up to 4\u202f000\u202f000' },
  ]);
  const svg = svgOf(drawing(picture));
  expect(svg).toContain('>1 above 2, up to 4\u202f000\u202f000</text>');
  // Nothing beyond the ends is to scale, so no number stands there.
  expect(svg).toMatch(/>2<\/text>/);
  expect(svg).not.toMatch(/>[34]<\/text>/);
  const tex = chartTex(picture, { width: 89, height: 60 }, new Map());
  expect(tex).toContain(
    '\\draw[dashed] (axis cs:2,0) -- (axis cs:2,0.52) node[below right, font=\\scriptsize] {1 above',
  );
  expect(tex).toContain('circle[radius=1pt] node[above right, font=\\scriptsize] {here \\& there};');
});

it('draws the lines that a request names, in its order and looks, on the axes of all of them', () => {
  const answer = scatterAnswer(cells({ ...speed, id: 'w', title: 'Turn', unit: null }, [[0, 2, 3]], [[9, 0, 1]]));
  const picture = describeCells(request({ lines: [{ source: 0, id: 's1', colour: '#123456' }] }), answer);
  expect(picture).toMatchObject({
    marks: 'points',
    lines: [{ id: 's1', style: { colour: '#123456' }, strengths: [0.5] }],
  });
  expect(picture.x).toMatchObject({ title: 'Turn', from: 0.5 - 0.18, to: 9.5 + 0.18 });
  expect(chartCsv(picture)).toBe('line,Turn,Speed (m/s)\r\nrun 1,9.5,1\r\n');
});

const groups = ['a', 'b'].map((id) => ({ id, label: id, items: [] }));
const bands: GroupsAnswer = {
  by: ' by rate',
  ...{ measure: { title: 'Reward', unit: null }, x: { title: 'Episode', unit: null }, groups, repetitions: 7, left: 1 },
  bands: [
    [
      { x: 0, n: 3, centre: 2, band: [1, 3] },
      { x: 1, n: 3, centre: 4, band: [3, 6] },
      { x: 2, n: 1, centre: 5, band: [Number.NaN, Number.NaN] },
      { x: 3, n: 2, centre: 6, band: [5, 7] },
      { x: 4, n: 2, centre: 6, band: [5, 7] },
    ],
    [],
  ],
  rows: [
    { rows: 12, notFinite: 1 },
    { rows: 0, notFinite: 0 },
  ],
};

it('draws the band of a group behind its line, broken where it says nothing, and says what it is', () => {
  const asked = groupsChartSchema.parse({ draw: 'bands', database: 'd', level: 'session', measure: 'r', band: 'sd' });
  const picture = describeGroups(request(), asked, bands);
  expect(picture.lines[0]).toMatchObject({ label: 'a (n = 3)', rows: 12, notFinite: 1 });
  const { items } = drawing(picture);
  const fills = items.filter((item): item is Fill => item.kind === 'fill');
  expect(fills.map(({ path }) => path.length)).toEqual([4, 4]);
  // y is from 1 − 0.24 (but not below 0) to 7 + 0.24: 1 lies a 27th above the floor.
  const { x, y, width, height } = fills[0]!.clip!;
  const up = (value: number) => Math.round(y + (1 - (value - 0.76) / 6.48) * height);
  expect(fills[0]?.path).toEqual([
    [x, up(3)],
    [Math.round(x + width / 4), up(6)],
    [Math.round(x + width / 4), up(3)],
    [x, up(1)],
  ]);
  const svg = svgOf(drawing(picture));
  expect(svg).toMatch(/Mean by rate, standard deviation around the mean; 1 more group<\/text>/);
  expect(svg).toContain('opacity="0.16"');
  expect(chartCsv(picture).split('\r\n').slice(0, 4)).toEqual([
    'line,Episode,Reward,low,high,n',
    'a (n = 3),0,2,1,3,3',
    'a (n = 3),1,4,3,6,3',
    'a (n = 3),2,5,,,1',
  ]);
});

it('says of a bootstrap how sure it is and of how many repetitions, and shows all shares of a profile', () => {
  const asked = groupsChartSchema.parse({
    draw: 'profile',
    database: 'd',
    level: 'session',
    measure: 'r',
    confidence: 0.9,
  });
  const picture = describeGroups(request(), asked, { ...bands, left: 0 });
  expect(picture.remark).toBe('Share of values above by rate, 90 % stratified bootstrap, 7 repetitions');
  expect(picture.y).toMatchObject({ title: 'Share of values above', from: 0, to: 1.02 });
  const lines = describeGroups(request(), { ...asked, draw: 'bands' }, bands);
  expect(lines.remark).toContain('Mean by rate, 90 % bootstrap interval, 7 repetitions');
});

it('draws parallel coordinates as lines over axes of their own, broken where nothing is known', () => {
  const picture = describeParallel(request(), {
    axes: [
      { name: 'rate', title: 'rate', low: 1, high: 3, names: null },
      { name: 'kind', title: 'kind', low: 0, high: 1, names: ['dqn', 'ppo'] },
      { name: 'end', title: 'end', low: -2, high: 2, names: null },
    ],
    rows: [
      { id: 'a', label: 'A', places: [1, 1, 0] },
      { id: 'b', label: 'B', places: [3, null, 2] },
    ],
    more: false,
    without: [],
  });
  expect(chartCsv(picture)).toBe('line,rate,kind,end\r\nA,1,ppo,0\r\nB,3,,2\r\n');
  const { items } = drawing(picture);
  const curves = items.filter((item): item is Stroke => item.kind === 'stroke' && item.clip !== undefined);
  const { x, y, width, height } = curves[0]!.clip!;
  expect(curves[0]?.paths).toEqual([
    [
      [x, y + height],
      [Math.round(x + width / 2), y],
      [x + width, Math.round(y + height / 2)],
    ],
  ]);
  // Of B only its two ends.
  expect(curves[1]?.paths).toEqual([[[x, y]], [[x + width, y]]]);
  const texts = items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  for (const text of ['rate', 'kind', 'end', '1', '3', 'dqn', 'ppo', '−2']) expect(texts).toContain(text);
});

it('draws moves as bands as thick as they are many, and says how long they took as data', () => {
  const move = (from: string | null, to: string, count: number, timed = count) => ({
    ...{
      from,
      to,
      hour: 3,
      count,
      timed,
      seconds: timed * 2,
      least: timed > 0 ? 1 : null,
      greatest: timed > 0 ? 3 : null,
    },
  });
  const matrix = matrixOf([move(null, 'b', 1, 0), move('a', 'b', 3), move('a', 'c', 4)], [0, 23]);
  const lines = [{ source: 0, id: '["a","b"]', colour: '#123456' }];
  const picture = describeFlow(request(), matrix, [6, 24]);
  expect(picture.title).toBe('Transitions from 6:00 to 24:00');
  expect(chartCsv(picture)).toBe(
    'from,to,transitions,mean (s),least (s),greatest (s)\r\ninitial,b,1,,,\r\na,b,3,2,1,3\r\na,c,4,2,1,3\r\n',
  );
  const { items, height, width } = drawing(picture);
  const bands = items.filter((item): item is Fill => item.kind === 'fill' && item.opacity < 1);
  const thick = bands.map(({ path }) => path.at(-1)![1] - path[0]![1]);
  expect(thick.map((each) => Math.round((each / thick[0]!) * 10) / 10)).toEqual([1, 3, 4]);
  const places = items.flatMap((item) => (item.kind === 'fill' ? item.path : []));
  expect(places.every(([x, y]) => x >= 0 && x <= width && y >= 0 && y <= height)).toBe(true);
  const texts = items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  expect(texts).toEqual(['Transitions from 6:00 to 24:00', 'initial 1', 'a 7', 'b 4', 'c 4']);
  // Only those that are wanted, in their looks.
  const some = drawing(describeFlow(request({ lines }), matrix, [0, 24])).items;
  const wanted = some.filter((item): item is Fill => item.kind === 'fill' && item.opacity < 1);
  expect(wanted.map(({ colour }) => colour)).toEqual(['#123456']);
  expect(svgOf(drawing(picture))).toContain('initial 1');
});
