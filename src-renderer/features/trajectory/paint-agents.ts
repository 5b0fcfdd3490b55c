import { type Mark, marksAt } from './marks.ts';
import { paintTrails } from './paint-trails.ts';
import { isDimmed, type Scene } from './scene.ts';

const RADIUS = 4.5;

/** Trails and agents at one frame; the marks come back for hit-testing. `pointed`: the agent under the pointer. */
export function paintAgents(
  context: CanvasRenderingContext2D,
  scene: Scene,
  time: number,
  pointed: number | undefined,
): readonly Mark[] {
  const marks = marksAt(scene, time);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const moving = marks.flatMap(({ agent }) => (scene.looks[agent]?.apart ? [] : [agent]));
  paintTrails(context, scene, moving, time);
  const back = marks.filter(({ agent }) => isDimmed(scene, agent));
  const front = marks.filter(({ agent }) => !isDimmed(scene, agent));
  for (const mark of [...back, ...front]) paintMark(context, scene, mark, mark.agent === pointed);
  context.globalAlpha = 1;
  return marks;
}

function paintMark(context: CanvasRenderingContext2D, scene: Scene, mark: Mark, pointed: boolean): void {
  const look = scene.looks[mark.agent];
  const selected = scene.selected.has(mark.agent);
  const radius = RADIUS + (selected ? 1.5 : 0);
  context.globalAlpha = isDimmed(scene, mark.agent) ? 0.25 : 1;
  context.fillStyle = look?.colour ?? scene.ink;
  context.strokeStyle = mark.seen ? scene.ground : (look?.colour ?? scene.ink);
  context.lineWidth = mark.seen ? 1 : 1.5;
  context.beginPath();
  if (look?.apart) traceDiamond(context, mark, radius + 1.5);
  else if (mark.heading === undefined) context.arc(mark.x, mark.y, radius, 0, 2 * Math.PI);
  else traceDart(context, mark, radius * 1.45, mark.heading);
  // Hollow while nobody saw it: the mark stays where the agent was last.
  if (mark.seen) context.fill();
  context.stroke();
  if (!selected && !pointed) return;
  context.beginPath();
  context.arc(mark.x, mark.y, radius + 5, 0, 2 * Math.PI);
  context.strokeStyle = scene.ink;
  context.lineWidth = pointed ? 1.75 : 1;
  context.stroke();
}

function traceDart(context: CanvasRenderingContext2D, { x, y }: Mark, radius: number, heading: number): void {
  const point = (angle: number, distance: number) =>
    [x + Math.cos(heading + angle) * distance, y + Math.sin(heading + angle) * distance] as const;
  context.moveTo(...point(0, radius));
  context.lineTo(...point(2.45, radius));
  context.lineTo(...point(Math.PI, radius * 0.4));
  context.lineTo(...point(-2.45, radius));
  context.closePath();
}

function traceDiamond(context: CanvasRenderingContext2D, { x, y }: Mark, radius: number): void {
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
}
