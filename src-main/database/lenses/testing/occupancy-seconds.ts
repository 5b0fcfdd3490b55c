import type { OccupancyRows, Reading } from './occupancy-data.ts';

/** What is known of a room at one second, told from the readings alone: no engine and no intervals. */
export type State = 'occupied' | 'vacant' | 'unknown';

/** States of a room in `[from, to)`, second by second: a zone's state holds for a day unless it is followed by another. */
export function statesOf({ readings }: OccupancyRows, room: string, from: number, to: number): readonly State[] {
  const last = Math.max(...readings.map(({ at }) => at));
  const zones = [
    ...Map.groupBy(
      readings.filter((each) => each.room === room),
      ({ zone }) => zone,
    ).values(),
  ];
  const cursors = zones.map((rows) => ({ rows, at: -1 }));
  return Array.from({ length: to - from }, (_, index) => {
    const now = from + index;
    const states = cursors.map((cursor) => {
      while ((cursor.rows[cursor.at + 1]?.at ?? Number.POSITIVE_INFINITY) <= now) cursor.at += 1;
      return holds(cursor.rows[cursor.at], now) && now < last ? cursor.rows[cursor.at]!.on : null;
    });
    if (states.includes(true)) return 'occupied';
    return states.includes(false) ? 'vacant' : 'unknown';
  });
}

function holds(reading: Reading | undefined, now: number): boolean {
  return reading !== undefined && now - reading.at < 86_400;
}

export function countStates(states: readonly State[]): Readonly<Record<State, number>> {
  const count = (state: State) => states.filter((each) => each === state).length;
  return { occupied: count('occupied'), vacant: count('vacant'), unknown: count('unknown') };
}
