import type { CoverageStrip, StripDot, StripEpisode } from '#shared/model/coverage.ts';
import { quantileOfOrdered } from '#shared/statistics/describe.ts';
import { roundNumber } from '../../format/number.ts';
import { unitText } from '../series/unit.ts';
import { type Sign, signOf, signsOf } from './strip-signs.ts';

/** A dot with its episode, and what it is drawn as: the sign of the first failure that it has. */
export interface Dot extends StripDot {
  readonly of: StripEpisode;
  readonly look: Sign;
}

/** One strip: the dots of one row and side, by value. */
export interface Strip {
  readonly side: string | null;
  readonly dots: readonly Dot[];
}

export interface StripRow {
  readonly row: string | null;
  /** A strip per side, whether or not it has dots. */
  readonly strips: readonly Strip[];
  /** What both sides reach over, so that they can be compared. */
  readonly from: number;
  readonly to: number;
}

export function stripRows(answer: CoverageStrip): readonly StripRow[] {
  const { rows, sides, episodes, dots } = answer;
  const looks = signsOf(answer.flags);
  const lookOf = (dot: StripDot) => signOf(looks.filter((_, at) => dot.flags.includes(at)));
  const read = dots.flatMap((dot): Dot[] => {
    const of = episodes[dot.episode];
    return of === undefined ? [] : [{ ...dot, of, look: lookOf(dot) }];
  });
  return rows.map((row, at) => {
    const own = read.filter(({ of }) => of.row === at).sort((one, other) => one.value - other.value);
    const [least, most] = [own[0]?.value ?? 0, own.at(-1)?.value ?? 1];
    const margin = most > least ? (most - least) * 0.04 : Math.max(Math.abs(most) * 0.1, 0.5);
    return {
      ...{ row, from: least - margin, to: most + margin },
      strips: sides.map((side, place) => ({ side, dots: own.filter(({ of }) => of.side === place) })),
    };
  });
}

/** How far dots lie apart, in pixels. */
export const APART = 7;

/**
 * Where dots go across their strip, in pixels from its middle: those that would cover each other are put above and below in
 * turn, closer together where there are too many for `height`. In the order of `xs`, which ascend.
 */
export function swarm(xs: readonly number[], height: number): readonly number[] {
  const columns = xs.map((x) => Math.floor(x / APART));
  const sizes = new Map<number, number>();
  for (const column of columns) sizes.set(column, (sizes.get(column) ?? 0) + 1);
  const placed = new Map<number, number>();
  return columns.map((column) => {
    const at = placed.get(column) ?? 0;
    placed.set(column, at + 1);
    const apart = Math.min(APART, (height - APART) / Math.max((sizes.get(column) ?? 1) - 1, 1));
    const place = Math.ceil(at / 2) * apart;
    return at % 2 === 1 ? -place : place;
  });
}

/** Of values in ascending order; `undefined` of none. */
export function medianOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : quantileOfOrdered(values, 0.5);
}

/** `AOA 9 · left walk · pass 1, slow · movement cycle 2 from 2.25 s · 1.5 s · outlier`. */
export function tellDot(dot: Dot, { unit, startUnit, flags }: CoverageStrip, step: string): string {
  const { of, number, start, value } = dot;
  const named = number === null ? step : `${step} ${number}`;
  return [
    ...[of.session.label, of.label],
    start === null ? named : `${named} from ${valueText(start, startUnit, 6)}`,
    valueText(value, unit),
    ...dot.flags.map((at) => (flags[at]?.title ?? '').toLowerCase()),
  ].join(' · ');
}

export function valueText(value: number, unit: string | null, digits = 4): string {
  return `${roundNumber(value, digits)}${unit === null ? '' : ` ${unitText(unit)}`}`;
}
