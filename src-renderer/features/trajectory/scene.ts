import type { Other } from './compare/other.ts';
import type { EpisodeStore } from './episode-store.ts';
import type { AgentLook } from './look.ts';
import type { Mark } from './marks.ts';
import type { Piece } from './piece.ts';
import type { Axes, Extent2, Size, View } from './projection.ts';
import { type Shade, shadeColour } from './shade.ts';

/** Everything a picture shows besides the moment. */
export interface Scene {
  readonly store: EpisodeStore;
  readonly looks: readonly AgentLook[];
  readonly axes: Axes;
  readonly view: View;
  /** In CSS pixels. */
  readonly size: Size;
  /** Indexes of agents; when there are any, all others are dimmed. */
  readonly selected: ReadonlySet<number>;
  /** Distance between two frames: more than three of them between two rows is a gap that no line may cross. */
  readonly step: number;
  /** How many frames a trail reaches back. */
  readonly trail: number;
  /** How much time (in units of the time column) arrows look ahead; 0 for no arrows. */
  readonly arrows: number;
  /** Within what distance of a selected agent others stay in the foreground; 0 for none. */
  readonly near: number;
  /** Those of them at the frame that is painted. */
  readonly lit?: ReadonlySet<number> | undefined;
  /** What colours agents by their values instead of by their looks. */
  readonly shade: Shade | undefined;
  /** Another episode, whose agents are drawn beside their counterparts. */
  readonly other?: Other | undefined;
  /** Extent of the data on the drawn plane. */
  readonly bounds: Extent2;
  readonly ink: string;
  /** For marks whose value is missing. */
  readonly missing: string;
  readonly ground: string;
}

/** `screen = origin + factor × plane`, per axis. */
export interface Projection {
  readonly across: Float64Array;
  readonly along: Float64Array;
  readonly x0: number;
  readonly y0: number;
  readonly kx: number;
  readonly ky: number;
}

/** The projection of a piece's positions; a loop over rows is then a multiplication and an addition each. */
export function projectionOf({ view, axes, size }: Pick<Scene, 'view' | 'axes' | 'size'>, piece: Piece): Projection {
  const ky = view.scale * (axes.down ? 1 : -1);
  return {
    across: piece.at[axes.across],
    along: piece.at[axes.along],
    kx: view.scale,
    ky,
    x0: size.width / 2 - view.across * view.scale,
    y0: size.height / 2 - view.along * ky,
  };
}

/** Where a row lies on the screen; NaN where its position is unknown. */
export function screenOf({ across, along, x0, y0, kx, ky }: Projection, row: number): readonly [number, number] {
  return [x0 + kx * (across[row] ?? Number.NaN), y0 + ky * (along[row] ?? Number.NaN)];
}

/** Whether an agent stays in the background. */
export const isDimmed = ({ selected, lit }: Pick<Scene, 'selected' | 'lit'>, agent: number): boolean =>
  selected.size > 0 && !selected.has(agent) && !lit?.has(agent);

/** The colour an agent has now; `undefined` where its value is missing. */
export function markColour(
  { shade, looks, ink }: Pick<Scene, 'shade' | 'looks' | 'ink'>,
  { agent, value }: Pick<Mark, 'agent' | 'value'>,
): string | undefined {
  const look = looks[agent];
  if (shade === undefined || look?.apart) return look?.colour ?? ink;
  return shadeColour(shade, value);
}
