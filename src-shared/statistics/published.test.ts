import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corrected } from './corrections.ts';
import { mean, variance } from './describe.ts';
import { cohensD, differences, magnitudeOf } from './effect-size.ts';
import { normalInterval, pairedInterval } from './interval.ts';
import { pairedTest } from './t-tests.ts';

/** Figures published of a learned controller of traffic signals against fixed-time ones, over the same 66 scenarios. */
interface Published {
  readonly test_used: string;
  readonly fixed_time_mean: number;
  readonly fixed_time_std: number;
  readonly d3qn_mean: number;
  readonly test_statistic: number;
  readonly p_value: number;
  readonly effect_size_cohens_d: number;
  readonly effect_magnitude: string;
  readonly confidence_interval_95: readonly [number, number];
  readonly corrected_p_value: number;
}

const folder = '../shared/data/traffic';
const present = existsSync(`${folder}/statistical_analysis.json`);

describe.runIf(present)('a published comparison, from its tables', () => {
  const published = present
    ? (JSON.parse(readFileSync(`${folder}/statistical_analysis.json`, 'utf8')) as {
        readonly metrics_analysis: Readonly<Record<string, Published>>;
      })
    : { metrics_analysis: {} };
  const learned = present ? readTable(`${folder}/comparison_d3qn_results.csv`) : [];
  const fixed = present ? readTable(`${folder}/comparison_fixed_time_results.csv`) : [];
  const all = Object.entries(published.metrics_analysis);

  it.each(all)('%s: means, t, p, d and interval', (metric, known) => {
    const other = new Map(fixed.map((row) => [row['scenario'], Number(row[metric])]));
    const ours = learned.map((row) => Number(row[metric]));
    const theirs = learned.map((row) => other.get(row['scenario']) ?? Number.NaN);
    expect(ours).toHaveLength(66);
    expect(known.test_used).toBe('paired_t_test');
    const { statistic, p } = pairedTest(theirs, ours);
    near(mean(ours), known.d3qn_mean);
    near(mean(theirs), known.fixed_time_mean);
    near(Math.sqrt((variance(theirs) * 65) / 66), known.fixed_time_std);
    near(statistic, known.test_statistic);
    near(p, known.p_value, 1e-9);
    near(cohensD(ours, theirs), known.effect_size_cohens_d);
    expect(magnitudeOf(cohensD(ours, theirs))).toBe(known.effect_magnitude);
    // Printed as 1.96 deviations over n instead of a quantile of t: narrower than what 66 pairs allow.
    const printed = normalInterval(differences(ours, theirs));
    const [from, to] = known.confidence_interval_95;
    near(from - mean(ours) + mean(theirs), (printed[0] - mean(ours) + mean(theirs)) * (1.96 / 1.959963984540054));
    near(to - from, (printed[1] - printed[0]) * (1.96 / 1.959963984540054));
    const [low, high] = pairedInterval(ours, theirs);
    expect(high - low).toBeGreaterThan(printed[1] - printed[0]);
  });

  it('corrects p for the seven measures', () => {
    const ps = corrected(
      all.map(([, { p_value }]) => p_value),
      'bonferroni',
    );
    for (const [at, [, { corrected_p_value }]] of all.entries()) near(ps[at]!, corrected_p_value);
  });
});

function near(value: number, wanted: number, within = 1e-11): void {
  expect(Math.abs(value / wanted - 1), `${value} against ${wanted}`).toBeLessThan(within);
}

function readTable(path: string): readonly Readonly<Record<string, string>>[] {
  const [head = [], ...rows] = readFileSync(path, 'utf8').trim().split(/\r?\n/).map(fieldsOf);
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}

function fieldsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, field = '']) => field);
}
