import { lastAtOrBefore } from '../frames.ts';
import type { Piece } from '../piece.ts';
import { markColour } from '../scene.ts';
import type { SpaceScene } from './space-scene.ts';
import { type Place, placeOf, type Spot } from './spots.ts';
import type { Strokes } from './strokes.ts';

/** More lines than this are not drawn at once: trails of very many agents then keep every n-th position, and the last. */
const MOST_LINES = 400_000;

interface Run {
  readonly piece: Piece;
  /** Rows, the end excluded. */
  readonly from: number;
  readonly to: number;
}

/** Where agents have been for the last `scene.trail` frames, fading with age. */
export function drawTrails(
  strokes: Strokes,
  scene: SpaceScene,
  spots: readonly Spot[],
  time: number,
  { centre, dimmed }: { readonly centre: Place; dimmed(agent: number): boolean },
): void {
  const length = scene.trail * scene.step;
  const moving = length > 0 ? spots.filter(({ agent }) => !scene.looks[agent]?.apart) : [];
  const pieces = length > 0 ? scene.store.piecesBetween(time - length, time) : [];
  const trails = moving.map((spot) => ({ spot, runs: runsOf(pieces, spot.agent, time - length, time) }));
  const rows = trails.reduce((sum, { runs }) => sum + runs.reduce((all, { from, to }) => all + to - from, 0), 0);
  const stride = Math.max(1, Math.ceil(rows / MOST_LINES));
  strokes.begin(Math.ceil(rows / stride) + moving.length + 1);
  for (const { spot, runs } of trails) {
    const colour = markColour(scene, spot) ?? scene.missing;
    const weak = dimmed(spot.agent) ? 0.12 : 1;
    const strength = (at: number) => weak * (0.06 + 0.94 * Math.max(0, 1 - (time - at) / length) ** 1.5);
    drawRuns(strokes, runs, { ...{ stride, centre, colour, strength }, longestGap: 3 * scene.step * stride });
  }
  strokes.end();
}

/** Everybody's whole way, faint, as far as it has been read. */
export function drawPaths(
  strokes: Strokes,
  scene: SpaceScene,
  centre: Place,
  dimmed: (agent: number) => boolean,
): void {
  strokes.begin(scene.store.paths.pieces.reduce((sum, piece) => sum + (piece?.time.length ?? 0), 0) + 1);
  scene.looks.forEach(({ colour, apart }, agent) => {
    if (apart) return;
    const runs = scene.store.paths
      .of(agent)
      .flatMap((piece) => (piece ? [{ piece, from: piece.starts[agent] ?? 0, to: piece.starts[agent + 1] ?? 0 }] : []));
    const alpha = dimmed(agent) ? 0.05 : scene.selected.size > 0 ? 0.5 : 0.14;
    const longestGap = 3 * scene.step * scene.store.paths.stride;
    drawRuns(strokes, runs, { ...{ centre, colour, longestGap }, stride: 1, strength: () => alpha });
  });
  strokes.end();
}

function runsOf(pieces: readonly Piece[], agent: number, from: number, to: number): readonly Run[] {
  return pieces.map((piece) => {
    const start = piece.starts[agent] ?? 0;
    const end = piece.starts[agent + 1] ?? start;
    const first = Math.max(lastAtOrBefore(piece.time, from, start, end), start);
    return { piece, from: first, to: lastAtOrBefore(piece.time, to, start, end) + 1 };
  });
}

interface Pen {
  readonly stride: number;
  readonly centre: Place;
  readonly colour: string;
  /** More time than this between two rows is a gap, which no line crosses. */
  readonly longestGap: number;
  strength(time: number): number;
}

function drawRuns(strokes: Strokes, runs: readonly Run[], pen: Pen): void {
  const [cx, cy, cz] = pen.centre;
  let before: Place | undefined;
  let when = Number.NEGATIVE_INFINITY;
  for (const { piece, from, to } of runs) {
    for (let row = from; row < to; row += row + pen.stride < to ? pen.stride : Math.max(to - 1 - row, 1)) {
      const at = placeOf(piece, row);
      const time = piece.time[row] ?? 0;
      if (!Number.isFinite(at[0] + at[1])) {
        before = undefined;
        continue;
      }
      if (before && time - when <= pen.longestGap) {
        strokes.add(
          ...([before[0] - cx, before[1] - cy, before[2] - cz] as const),
          ...([at[0] - cx, at[1] - cy, at[2] - cz] as const),
          pen.colour,
          pen.strength(time),
        );
      }
      before = at;
      when = time;
    }
  }
}
