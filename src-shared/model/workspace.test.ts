import { describe, expect, it } from 'vitest';
import { readWorkspace, type Workspace } from './workspace.ts';
import { newWorkspace, workspaceText } from './workspace-text.ts';

const whole: Workspace = {
  ...newWorkspace('Both runs'),
  sources: [
    { id: 'a', label: 'flock.duckdb', source: { kind: 'file', path: '/data/flock.duckdb' } },
    { id: 'b', label: 'lab', source: { kind: 'postgres', profile: 'p1' } },
  ],
  series: [
    {
      id: 's1',
      source: 'a',
      measure: { id: 'speed', title: 'Speed', unit: 'm/s' },
      of: { level: 'episode', id: '["x",1]', label: 'Orchard' },
      x: 'relative',
      along: { scale: 0.04, offset: -2 },
      label: '',
      colour: '#0072b2',
      dash: [6, 3],
      hidden: true,
    },
  ],
};

const words = (text: string): string => {
  try {
    readWorkspace(text, 'x.starling-workspace');
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return 'was read';
};

const altered = (change: object): string => JSON.stringify({ ...whole, ...change });

describe('a workspace', () => {
  it('is read as it was written', () => {
    expect(readWorkspace(workspaceText(whole))).toEqual(whole);
    expect(readWorkspace(`\uFEFF${workspaceText(whole)}`)).toEqual(whole);
  });

  it('has what a file leaves out', () => {
    const [{ id, source, measure, of }] = whole.series as [Workspace['series'][number]];
    const { chart, ...rest } = whole;
    const read = readWorkspace(JSON.stringify({ ...rest, series: [{ id, source, measure, of }] }));
    expect(read.chart).toEqual(chart);
    expect(read.series[0]).toMatchObject({
      x: 'recorded',
      along: { scale: 1, offset: 0 },
      colour: null,
      hidden: false,
    });
  });

  it.each([
    ['no JSON', '{"kind": "starling-', /is no workspace: its text is no JSON, or was cut off/],
    ['a database', 'SQLite format 3\0', /no JSON/],
    ['another kind of file', '{"starlingLens": 1}', /is JSON but no workspace/],
    ['null', 'null', /is JSON but no workspace/],
    ['a newer version', altered({ version: 2 }), /version 2: it was written by a newer Starling; update this one/],
    ['no version', altered({ version: undefined }), /version undefined: this Starling reads version 1/],
    [
      'a scale of nothing',
      altered({ series: [{ ...whole.series[0], along: { scale: 0, offset: 0 } }] }),
      /series.0.along.scale/,
    ],
    ['a range that ends first', altered({ chart: { y: { from: 2, to: 1 } } }), /chart.y: ends before it begins/],
    ['a series of no source', altered({ sources: [] }), /a series is of “a”, which is no source/],
    ['parts with one id', altered({ series: [whole.series[0], whole.series[0]] }), /two of its parts have the same id/],
    [
      'a path that is none',
      altered({ sources: [{ id: 'a', label: '', source: { kind: 'file' } }] }),
      /sources.0.source.path/,
    ],
  ])('is refused in a sentence when it is %s', (_, text, sentence) => {
    expect(words(text)).toMatch(sentence);
    expect(words(text)).toContain('x.starling-workspace');
  });
});
