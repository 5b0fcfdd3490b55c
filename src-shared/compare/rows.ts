import { type Correction, corrected } from '../statistics/corrections.ts';
import { deviation, interquartileMean, mean, median } from '../statistics/describe.ts';
import { cohensD, cohensDInterval, pairedCohensDInterval } from '../statistics/effect-size.ts';
import { type Interval, pairedInterval, welchInterval } from '../statistics/interval.ts';
import { mannWhitneyTest, probabilityAbove } from '../statistics/mann-whitney.ts';
import { pairedTest, type TestResult, welchTest } from '../statistics/t-tests.ts';
import { wilcoxonTest } from '../statistics/wilcoxon.ts';
import type { Compared, Measured } from './compare.ts';
import { factText, type Group } from './groups.ts';

export const testKinds = ['welch', 'mann-whitney', 'paired', 'wilcoxon'] as const;
export type TestKind = (typeof testKinds)[number];

/** How groups are compared. */
export interface CompareHow {
  /** Id of the group that the others are compared with; the first that has values without it. */
  readonly baseline?: string | undefined;
  /** `auto`: pairs where a fact pairs all of both groups, else Welch's. */
  readonly test: TestKind | 'auto';
  /** The fact that pairs items; what names tell without it. */
  readonly pair?: string | undefined;
  readonly correction: Correction;
  /** Of the intervals, such as 0.95. */
  readonly confidence: number;
}

/** One group beside the baseline on one measure. Numbers are NaN where too few values say nothing. */
export interface CompareRow {
  readonly measure: Measured['measure'];
  readonly group: Group;
  readonly isBaseline: boolean;
  /** Items with a finite value, and those without. */
  readonly n: number;
  readonly missing: number;
  readonly mean: number;
  readonly deviation: number;
  readonly median: number;
  readonly iqm: number;
  readonly against: Against | null;
}

/** What a group is against the baseline. */
export interface Against {
  /** Mean minus the baseline's, of the pairs where it is paired; and that over the size of the baseline's mean. */
  readonly delta: number;
  readonly relative: number;
  readonly interval: Interval;
  readonly d: number;
  readonly dInterval: Interval;
  readonly test: TestKind;
  /** NaN where too few values say nothing, or a test of pairs was asked for and there are none. */
  readonly result: TestResult;
  /** p corrected for all tests of the answer. */
  readonly corrected: number;
  /** How many pairs, where it is paired, and how many items have no partner. */
  readonly pairs: number | null;
  readonly alone: number;
  /** The probability that a value lies above one of the baseline. */
  readonly above: number;
}

/** A row per measure and group; p values corrected over all of them. */
export function compareRows(compared: Compared, how: CompareHow): readonly CompareRow[] {
  const { groups, measured } = compared;
  const baseline = baselineOf(compared, how.baseline);
  const rows = measured.flatMap((each) => groups.map((group) => rowOf(compared, each, group, baseline, how)));
  const ps = corrected(
    rows.map(({ against }) => against?.result.p ?? Number.NaN),
    how.correction,
  );
  return rows.map((row, at) =>
    row.against === null ? row : { ...row, against: { ...row.against, corrected: ps[at] ?? Number.NaN } },
  );
}

/** The group that is named by its id or its label; where none is, the first that has values. */
export function baselineOf({ groups, measured }: Compared, wanted: string | undefined): Group | undefined {
  const named = groups.find(({ id }) => id === wanted) ?? groups.find(({ label }) => label === wanted);
  return named ?? groups.find((group) => measured.some((each) => valuesOf(each, group).length > 0)) ?? groups[0];
}

/** Values of a group's items, those without a finite one left out. */
export function valuesOf({ values }: Measured, { items }: Group): readonly number[] {
  return items.flatMap(({ id }) => values.get(id) ?? []);
}

function rowOf(
  compared: Compared,
  measured: Measured,
  group: Group,
  baseline: Group | undefined,
  how: CompareHow,
): CompareRow {
  const values = valuesOf(measured, group);
  const isBaseline = group === baseline;
  return {
    measure: measured.measure,
    group,
    isBaseline,
    n: values.length,
    missing: group.items.length - values.length,
    mean: mean(values),
    deviation: deviation(values),
    median: median(values),
    iqm: interquartileMean(values),
    against: isBaseline || baseline === undefined ? null : against(compared, measured, group, baseline, how),
  };
}

function against(compared: Compared, measured: Measured, group: Group, baseline: Group, how: CompareHow): Against {
  const fact = how.pair ?? compared.pairing;
  const wanted = how.test === 'paired' || how.test === 'wilcoxon';
  const mayPair = fact !== undefined && (wanted || how.test === 'auto');
  const found = mayPair ? pairsOf(measured, group, baseline, fact) : null;
  const pairs = found !== null && found.one.length > 1 && (wanted || found.alone === 0) ? found : null;
  const { one, other } = pairs ?? { one: valuesOf(measured, group), other: valuesOf(measured, baseline) };
  const test = how.test === 'auto' ? (pairs ? 'paired' : 'welch') : how.test;
  const delta = mean(one) - mean(other);
  return {
    delta,
    relative: delta / Math.abs(mean(other)),
    interval: (pairs ? pairedInterval : welchInterval)(one, other, how.confidence),
    d: cohensD(one, other),
    dInterval: (pairs ? pairedCohensDInterval : cohensDInterval)(one, other, how.confidence),
    test,
    result: wanted && pairs === null ? { statistic: Number.NaN, df: null, p: Number.NaN } : tests[test](one, other),
    corrected: Number.NaN,
    pairs: pairs && one.length,
    alone: pairs?.alone ?? 0,
    above: probabilityAbove(one, other),
  };
}

const tests = {
  welch: welchTest,
  'mann-whitney': mannWhitneyTest,
  paired: pairedTest,
  wilcoxon: wilcoxonTest,
} as const;

interface Pairs {
  readonly one: readonly number[];
  readonly other: readonly number[];
  readonly alone: number;
}

/** Values of both groups by a fact; `null` where several items of a group have the same, or some none of it. */
function pairsOf({ values }: Measured, group: Group, baseline: Group, fact: string): Pairs | null {
  const byFact = ({ items }: Group) => {
    const found = items.filter(({ id }) => values.has(id));
    const map = new Map(found.map((item) => [factText(item, fact), values.get(item.id)!]));
    return map.size === found.length && found.every((item) => (item.facts.get(fact) ?? null) !== null) ? map : null;
  };
  const [own, theirs] = [byFact(group), byFact(baseline)];
  if (own === null || theirs === null) return null;
  const keys = [...own.keys()].filter((key) => theirs.has(key));
  return {
    one: keys.map((key) => own.get(key)!),
    other: keys.map((key) => theirs.get(key)!),
    alone: own.size + theirs.size - 2 * keys.length,
  };
}
