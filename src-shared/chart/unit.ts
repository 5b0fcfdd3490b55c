/** A unit as people write it: `scene_units/frame^2` → `scene units/frame²`. */
export function unitText(unit: string): string {
  return unit.replaceAll('_', ' ').replace(/\^([23])(?!\d)/g, (_, power: string) => (power === '2' ? '²' : '³'));
}
