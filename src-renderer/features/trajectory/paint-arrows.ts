import type { Brush } from './brush.ts';
import type { Mark } from './marks.ts';
import { isDimmed, markColour, type Scene } from './scene.ts';

const HEAD = 4;

/** An arrow from each agent to where it would be after `scene.arrows` of time at the pace it has. */
export function paintArrows(brush: Brush, scene: Scene, marks: readonly Mark[]): void {
  if (scene.arrows <= 0) return;
  brush.lineWidth = 1.25;
  for (const mark of marks) {
    if (!mark.seen || mark.pace === undefined || scene.looks[mark.agent]?.apart) continue;
    const dx = mark.pace[0] * scene.arrows;
    const dy = mark.pace[1] * scene.arrows;
    if (Math.hypot(dx, dy) < 2) continue;
    brush.globalAlpha = isDimmed(scene, mark.agent) ? 0.2 : 0.9;
    brush.strokeStyle = markColour(scene, mark) ?? scene.ink;
    brush.beginPath();
    traceArrow(brush, [mark.x, mark.y], [dx, dy], HEAD);
    brush.stroke();
  }
  brush.globalAlpha = 1;
}

/** A line that goes so far, with a head of so many pixels at its end. */
export function traceArrow(
  brush: Pick<Brush, 'moveTo' | 'lineTo'>,
  [left, top]: readonly [number, number],
  [dx, dy]: readonly [number, number],
  head: number,
): void {
  const length = Math.hypot(dx, dy);
  const [u, v] = [(dx / length) * head, (dy / length) * head];
  const [x, y] = [left + dx, top + dy];
  brush.moveTo(left, top);
  brush.lineTo(x, y);
  brush.moveTo(x - u - v * 0.7, y - v + u * 0.7);
  brush.lineTo(x, y);
  brush.lineTo(x - u + v * 0.7, y - v - u * 0.7);
}
