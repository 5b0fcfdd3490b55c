import type { Brush } from './brush.ts';
import { otherPlaces } from './compare/other.ts';
import type { Mark } from './marks.ts';
import { toScreen } from './projection.ts';
import { isDimmed, markColour, type Scene } from './scene.ts';

/** Where the counterparts of agents are in another episode: a ring each, and a line that says how far apart they are. */
export function paintDifference(brush: Brush, scene: Scene, marks: readonly Mark[], time: number): void {
  const { other, view, axes, size, looks } = scene;
  if (!other) return;
  const places = otherPlaces(other, time);
  brush.lineWidth = 1.25;
  for (const mark of marks) {
    const place = places.get(mark.agent);
    if (!place || looks[mark.agent]?.apart) continue;
    const [x, y] = toScreen(view, axes, size, place[axes.across], place[axes.along]);
    brush.globalAlpha = isDimmed(scene, mark.agent) ? 0.2 : 0.95;
    brush.strokeStyle = scene.ink;
    brush.setLineDash([3, 2]);
    brush.beginPath();
    brush.moveTo(mark.x, mark.y);
    brush.lineTo(x, y);
    brush.stroke();
    brush.setLineDash([]);
    brush.strokeStyle = markColour(scene, mark) ?? scene.missing;
    brush.beginPath();
    brush.arc(x, y, 4, 0, 2 * Math.PI);
    brush.stroke();
  }
  brush.globalAlpha = 1;
}
