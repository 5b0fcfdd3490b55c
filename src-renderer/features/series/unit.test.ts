import { expect, it } from 'vitest';
import { unitText } from './unit.ts';

it('units read as people write them', () => {
  expect(unitText('scene_units/frame^2')).toBe('scene units/frame²');
  expect(unitText('scene_units^2/frame^4')).toBe('scene units²/frame^4');
  expect(unitText('m^23')).toBe('m^23');
});
