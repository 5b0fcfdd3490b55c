import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { secondsAt } from '../moment.ts';

/** What two episodes have in common at one moment. */
export type SyncBy = 'step' | 'time' | 'share' | 'event';

export const syncs: readonly SyncBy[] = ['step', 'time', 'share', 'event'];

/** What must be known of an episode to find its moment. */
export interface Clocked {
  readonly first: number;
  readonly last: number;
  /** Distance between two frames. */
  readonly step: number;
  readonly header: Pick<TrajectoryHeader, 'frameRate'>;
}

/**
 * The moment of another episode that belongs to `time` of one: as many steps or seconds after the beginning, as large a
 * share of the whole, or as many steps after an event (`events`: when it was in each). Not kept within the episode; seconds
 * that are not known count as steps.
 */
export function momentIn(
  by: SyncBy,
  one: Clocked,
  other: Clocked,
  time: number,
  events: readonly [number, number],
): number {
  if (by === 'share') {
    const share = one.last > one.first ? (time - one.first) / (one.last - one.first) : 0;
    return other.first + share * (other.last - other.first);
  }
  if (by === 'event') return events[1] + ((time - events[0]) / one.step) * other.step;
  const seconds = by === 'time' ? secondsAt(time, one) : undefined;
  const { frameRate } = other.header;
  if (seconds !== undefined && frameRate !== null && frameRate > 0) return other.first + seconds * frameRate;
  return other.first + ((time - one.first) / one.step) * other.step;
}
