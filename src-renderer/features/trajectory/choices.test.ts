import { describe, expect, it } from 'vitest';
import type { Agent, Series, SeriesAnswer, TrajectoryHeader } from '#shared/model/experiment.ts';
import { dataStyle } from '../series/colours.ts';
import { findAgents, pickAgent } from './agent-choice.ts';
import { agentsAlone, chartLines, linesWanted, MOST_LINES } from './chart-lines.ts';
import { headFacts } from './head-facts.ts';
import { agentTypes } from './look.ts';
import { momentText } from './moment.ts';
import { zoomRange } from './zoom-range.ts';

const agent = (type: string | null, id: string): Agent => ({
  key: type === null ? id : `${type}:${id}`,
  id,
  type,
  rows: 3000,
  apart: type === 'env',
});
const agents = [agent('bird', '1'), agent('bird', '2'), agent('bird', '12'), agent('env', '1')];
const header: TrajectoryHeader = {
  episode: 'e/1',
  label: 'Episode 1',
  session: null,
  columns: [],
  rows: 90_000,
  time: { first: 0, last: 2999, step: 1, even: true, title: 'Frame', unit: null, column: 'frame' },
  frameRate: 30,
  dimensions: 2,
  bounds: [],
  yDown: false,
  unit: null,
  agents,
  facts: [],
};

describe('finding agents', () => {
  it('looks in id and type', () => {
    expect(findAgents(agents, ' ENV ')).toEqual([3]);
    expect(findAgents(agents, '12')).toEqual([2]);
    expect(findAgents([agent(null, '7')], 'no type')).toEqual([0]);
    expect(findAgents(agents, '')).toEqual([0, 1, 2, 3]);
  });
});

describe('picking agents', () => {
  const none = new Set<number>();
  it('a click takes one alone, a second one lets it go', () => {
    expect([...pickAgent(new Set([1, 2]), 1, false)]).toEqual([1]);
    expect([...pickAgent(new Set([1]), 1, false)]).toEqual([]);
  });
  it('with a key it joins or leaves', () => {
    expect([...pickAgent(pickAgent(none, 1, true), 3, true)]).toEqual([1, 3]);
    expect([...pickAgent(new Set([1, 3]), 1, true)]).toEqual([3]);
  });
});

describe('agents with a line of their own', () => {
  it('are the selected ones, else the moving ones', () => {
    expect(agentsAlone(agents, new Set([3]))).toEqual([3]);
    expect(agentsAlone(agents, new Set())).toEqual([0, 1, 2]);
  });
  it('are never too many, and the chart says so', () => {
    const crowd = Array.from({ length: 100 }, (_, index) => agent('bird', String(index)));
    const alone = agentsAlone(crowd, new Set());
    expect(alone).toHaveLength(MOST_LINES);
    expect(linesWanted(crowd, 'agent', alone).note).toMatch(/the first 30 agents/);
    expect(linesWanted(crowd, 'mean', alone)).toEqual({ length: 1, note: '' });
  });
});

describe('lines of a chart', () => {
  const line = (id: string): Series => ({
    id,
    label: id,
    points: [],
    episodes: null,
    rows: 0,
    notFinite: 0,
    method: 'rows',
  });
  const answer = (...ids: string[]): SeriesAnswer => ({
    measure: { id: 'speed', title: 'Speed', unit: null, level: 'step', formula: null },
    x: { title: 'Frame', unit: null },
    series: ids.map(line),
    sql: '',
  });
  const options = { episode: { database: 'db', header, step: 1 }, scheme: 'light', span: 3000, points: 700 } as const;

  it('have the colours of the picture', () => {
    const types = agentTypes(agents, 'db', 'light');
    const byType = chartLines(answer('e/1/env', 'e/1/bird'), { ...options, split: 'type', alone: [] });
    expect(byType.map(({ id, style }) => [id, style.colour])).toEqual([
      ['e/1/bird', types[0]?.look.colour],
      ['e/1/env', types[1]?.look.colour],
    ]);
    const byAgent = chartLines(answer('e/1/bird:12', 'e/1/bird:1'), { ...options, split: 'agent', alone: [0, 2] });
    expect(byAgent.map(({ label, style }) => [label, style])).toEqual([
      ['bird 1', dataStyle(0, 'light')],
      ['bird 12', dataStyle(1, 'light')],
    ]);
  });
  it('a mean is called by its measure', () => {
    expect(chartLines(answer('e/1'), { ...options, split: 'mean', alone: [] })[0]?.label).toBe('Speed');
  });
});

describe('a range of time', () => {
  const times = { first: 0, last: 2999, step: 1 };
  it('lies on frames, within the episode, and is nothing when it is all', () => {
    expect(zoomRange([100.4, 300.6], times)).toEqual([100, 301]);
    expect(zoomRange([-500, 200], times)).toEqual([0, 200]);
    expect(zoomRange([-1, 5000], times)).toBeUndefined();
  });
  it('is never so short that nothing is left to see', () => {
    expect(zoomRange([100, 100.2], times)).toEqual([95, 105]);
  });
});

describe('words', () => {
  it('say where one is', () => {
    expect(momentText(900, { first: 0, last: 2999, header })).toBe('Frame 900 of 2999, 0:30.00');
  });
  it('say dates as dates', () => {
    const dated = { ...header, frameRate: null, time: { ...header.time!, title: 'Time', unit: 'epoch seconds' } };
    expect(momentText(60, { first: 0, last: 3600, header: dated })).toBe(
      'Time 1970-01-01 00:01:00 of 1970-01-01 01:00:00',
    );
  });
  it('sum an episode up', () => {
    expect(headFacts(header)).toEqual(['3 agents', '1 other', '90\u202f000 rows', '30 frames/s', '1:39.97']);
    expect(headFacts({ ...header, frameRate: null, agents: [agent(null, '')] })).toEqual(['90\u202f000 rows']);
    expect(headFacts({ ...header, frameRate: 1 })).toContain('1 frame/s');
  });
});
