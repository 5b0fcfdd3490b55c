import { InvalidArgumentError } from 'commander';

/** How a command sees a database; commander's options of those that `seen` makes. */
export interface Seen {
  /** A lens file, or the id of a lens. */
  readonly lens?: string | undefined;
  /** Where days begin and end: an IANA name. */
  readonly timeZone?: string | undefined;
  /** Rows that newer ones replaced too. */
  readonly replaced?: boolean | undefined;
  /** What findings left out too. */
  readonly leftOut?: boolean | undefined;
}

/** For an option that may be given several times. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** A share between 0 and 1, both left out. */
export function shareOf(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('Give a share between 0 and 1, such as 0.95');
  return value;
}

/** `8-18`: from the first hour of the clock until before the last. */
export function hoursOf(text: string): readonly [first: number, end: number] {
  const [, first, end] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  const span = [Number(first), Number(end)] as const;
  if (first !== undefined && span[0] < span[1] && span[1] <= 24) return span;
  throw new InvalidArgumentError('Give two hours, such as 8-18');
}
