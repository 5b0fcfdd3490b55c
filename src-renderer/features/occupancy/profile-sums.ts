import type { StatesProfile } from '#shared/model/states.ts';

/** Seconds on, off and of all in some hours: their share is weighted by time, whatever clocks did. */
export interface Sums {
  readonly on: number;
  readonly off: number;
  readonly unknown: number;
  readonly length: number;
}

export const share = ({ on, off }: Sums): number => (on + off > 0 ? on / (on + off) : Number.NaN);

function sumsOf(profile: StatesProfile, cells: readonly number[]): Sums {
  const sum = (list: readonly number[]) => cells.reduce((total, cell) => total + (list[cell] ?? 0), 0);
  return { on: sum(profile.on), off: sum(profile.off), unknown: sum(profile.unknown), length: sum(profile.length) };
}

/** One column of the heatmap: a day, or several where there are more days than room. */
export interface Column {
  readonly first: string;
  readonly last: string;
  readonly hours: readonly Sums[];
}

export function columnsOf(profile: StatesProfile, most: number): readonly Column[] {
  const per = Math.max(1, Math.ceil(profile.days.length / Math.max(most, 1)));
  return Array.from({ length: Math.ceil(profile.days.length / per) }, (_, index) => {
    const days = profile.days.slice(index * per, (index + 1) * per);
    const hours = hoursOfDay.map((hour) =>
      sumsOf(
        profile,
        days.map((_day, at) => (index * per + at) * 24 + hour),
      ),
    );
    return { first: days[0] ?? '', last: days.at(-1) ?? '', hours };
  });
}

export const hoursOfDay: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** By weekday, Monday first, and hour. */
export function weekOf(profile: StatesProfile): readonly (readonly Sums[])[] {
  const days = profile.days.map((day, index) => ({
    index,
    weekday: (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7,
  }));
  return weekdays.map((_, weekday) =>
    hoursOfDay.map((hour) =>
      sumsOf(
        profile,
        days.filter((day) => day.weekday === weekday).map(({ index }) => index * 24 + hour),
      ),
    ),
  );
}

export function daySums(profile: StatesProfile): readonly (Sums & { readonly day: string })[] {
  return profile.days.map((day, index) => ({
    day,
    ...sumsOf(
      profile,
      hoursOfDay.map((hour) => index * 24 + hour),
    ),
  }));
}

export function totalOf(sums: readonly Sums[]): Sums {
  const total = { on: 0, off: 0, unknown: 0, length: 0 };
  for (const each of sums) for (const key of ['on', 'off', 'unknown', 'length'] as const) total[key] += each[key];
  return total;
}

/** The share over the seven days that end with each day, weighted by time. */
export function weekBehind(days: readonly Sums[]): readonly number[] {
  return days.map((_, index) => share(totalOf(days.slice(Math.max(0, index - 6), index + 1))));
}
