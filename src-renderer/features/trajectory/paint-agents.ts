import type { Brush } from './brush.ts';
import { type Mark, marksAt } from './marks.ts';
import { neighboursOf } from './neighbours.ts';
import { paintArrows } from './paint-arrows.ts';
import { paintDifference } from './paint-difference.ts';
import { paintTrails } from './paint-trails.ts';
import { isDimmed, markColour, type Scene } from './scene.ts';

const RADIUS = 4.5;

/** Trails and agents at one frame; the marks come back for hit-testing. `pointed`: the agent under the pointer. */
export function paintAgents(context: Brush, plain: Scene, time: number, pointed: number | undefined): readonly Mark[] {
  const marks = marksAt(plain, time);
  const scene = { ...plain, lit: neighboursOf(marks, plain.selected, plain.near) };
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const moving = marks.filter(({ agent }) => !scene.looks[agent]?.apart);
  paintTrails(context, scene, moving, time);
  paintArrows(context, scene, marks);
  paintReach(context, scene, marks);
  paintDifference(context, scene, marks, time);
  const back = marks.filter(({ agent }) => isDimmed(scene, agent));
  const front = marks.filter(({ agent }) => !isDimmed(scene, agent));
  for (const mark of [...back, ...front]) paintMark(context, scene, mark, mark.agent === pointed);
  context.globalAlpha = 1;
  return marks;
}

/** How far neighbours may be from those that are selected. */
function paintReach(context: Brush, scene: Scene, marks: readonly Mark[]): void {
  if (scene.near <= 0) return;
  context.strokeStyle = scene.ink;
  context.lineWidth = 1;
  context.globalAlpha = 0.35;
  context.setLineDash([4, 4]);
  for (const mark of marks) {
    if (!scene.selected.has(mark.agent)) continue;
    context.beginPath();
    context.arc(mark.x, mark.y, scene.near * scene.view.scale, 0, 2 * Math.PI);
    context.stroke();
  }
  context.setLineDash([]);
}

function paintMark(context: Brush, scene: Scene, mark: Mark, pointed: boolean): void {
  const look = scene.looks[mark.agent];
  const selected = scene.selected.has(mark.agent);
  const radius = RADIUS + (selected ? 1.5 : 0);
  const colour = markColour(scene, mark);
  const solid = mark.seen && colour !== undefined;
  context.globalAlpha = isDimmed(scene, mark.agent) ? 0.25 : 1;
  context.fillStyle = colour ?? scene.ground;
  context.strokeStyle = solid ? scene.ground : (colour ?? scene.missing);
  context.lineWidth = solid ? 1 : 1.5;
  context.beginPath();
  if (look?.apart) traceDiamond(context, mark, radius + 1.5);
  else if (mark.heading === undefined) context.arc(mark.x, mark.y, radius, 0, 2 * Math.PI);
  else traceDart(context, mark, radius * 1.45, mark.heading);
  // Hollow while nobody saw it (the mark stays where the agent was last), and where it has no value to be coloured by.
  if (solid) context.fill();
  context.stroke();
  if (!selected && !pointed) return;
  context.beginPath();
  context.arc(mark.x, mark.y, radius + 5, 0, 2 * Math.PI);
  context.strokeStyle = scene.ink;
  context.lineWidth = pointed ? 1.75 : 1;
  context.stroke();
}

function traceDart(context: Brush, { x, y }: Mark, radius: number, heading: number): void {
  const point = (angle: number, distance: number) =>
    [x + Math.cos(heading + angle) * distance, y + Math.sin(heading + angle) * distance] as const;
  context.moveTo(...point(0, radius));
  context.lineTo(...point(2.45, radius));
  context.lineTo(...point(Math.PI, radius * 0.4));
  context.lineTo(...point(-2.45, radius));
  context.closePath();
}

function traceDiamond(context: Brush, { x, y }: Mark, radius: number): void {
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
}
