import type { Other } from '../compare/other.ts';
import type { EpisodeStore } from '../episode-store.ts';
import type { AgentLook } from '../look.ts';
import type { Shade } from '../shade.ts';
import type { WallImages } from './walls.ts';

/** Everything a picture in space shows besides the moment and where it is seen from. */
export interface SpaceScene {
  readonly store: EpisodeStore;
  readonly looks: readonly AgentLook[];
  /** Indexes of agents; when there are any, all others are dimmed. */
  readonly selected: ReadonlySet<number>;
  /** Distance between two frames, in units of time. */
  readonly step: number;
  /** How many frames a trail reaches back. */
  readonly trail: number;
  /** How much time arrows look ahead; 0 for none. */
  readonly arrows: number;
  /** Within what distance of a selected agent others stay in the foreground. */
  readonly near: number;
  readonly shade: Shade | undefined;
  /** Another episode: a line leads from each agent to its counterpart. */
  readonly other?: Other | undefined;
  /** Extent of all positions: x, y, z. */
  readonly bounds: readonly (readonly [number, number])[];
  readonly yDown: boolean;
  /** Behind what is drawn. */
  readonly images: WallImages;
  readonly ink: string;
  readonly ground: string;
  readonly missing: string;
}
