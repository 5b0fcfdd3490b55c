import { expect, it } from 'vitest';
import type { Measure } from '#shared/model/experiment.ts';
import { chosenMeasures, groupByUnit, listed } from './groups.ts';

const measure = (id: string, unit: string | null, more: Partial<Measure> = {}): Measure => ({
  ...{ id, title: id, unit, level: 'step', formula: null },
  ...more,
});
const speed = measure('speed', 'm/s');
const turn = measure('turn', 'rad');
const wind = measure('wind', 'm/s');
const [reward, length] = [measure('reward', null), measure('length', null, { level: 'episode' })];

it('draws measures of one unit together, and those without one apart', () => {
  const groups = groupByUnit([speed, reward, turn, wind, length]);
  expect(groups.map(({ title }) => title)).toEqual(['speed, wind (m/s)', 'reward', 'turn (rad)', 'length']);
});

it('begins with what the lens recommends', () => {
  expect(chosenMeasures([speed, { ...turn, recommended: true }], [])).toMatchObject([{ id: 'turn' }]);
  expect(chosenMeasures([speed, turn], [])).toEqual([speed]);
  expect(chosenMeasures([speed, turn], ['gone', 'turn', 'speed'])).toEqual([turn, speed]);
  expect(chosenMeasures([], [])).toEqual([]);
});

it('finds measures by every word, in title or unit, under one heading per level and unit', () => {
  expect(listed([speed, wind, turn], 'm/s').flatMap(({ measures }) => measures)).toEqual([speed, wind]);
  expect(listed([speed, wind, turn], 'SPEED m/s').flatMap(({ measures }) => measures)).toEqual([speed]);
  expect(listed([reward, length], '').map(({ title }) => title)).toEqual(['no unit', 'no unit']);
});
