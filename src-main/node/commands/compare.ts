import { type Command, InvalidArgumentError, Option } from 'commander';
import { arrange, type CompareRequest, PARAMETERS, readCompared } from '#shared/compare/compare.ts';
import type { Level } from '#shared/compare/items.ts';
import { baselineOf, type CompareRow, compareRows, type TestKind, testKinds } from '#shared/compare/rows.ts';
import { type StepSummary, type Summary, stepSummaryKinds, summaryKinds } from '#shared/compare/values.ts';
import { Failure } from '#shared/model/failure.ts';
import { type Correction, correctionKinds } from '#shared/statistics/corrections.ts';
import type { Host } from '../../app/host.ts';
import { type Format, textTable, writeJson, writeLine } from '../output.ts';
import { withDatabase } from '../session.ts';
import { factIds } from './fact-ids.ts';
import { collect, shareOf } from './options.ts';

interface Options extends Format {
  readonly measure: readonly string[];
  readonly by: readonly string[];
  readonly level: Level;
  readonly of: Summary;
  readonly last: number;
  readonly steps?: StepSummary | undefined;
  readonly session: readonly string[];
  readonly baseline?: string | undefined;
  readonly test: TestKind | 'auto';
  readonly pair?: string | undefined;
  readonly correct: Correction;
  readonly confidence: number;
}

/** Adds `compare`'s own options to its command about a database. */
export function addCompareOptions(command: Command): Command {
  return command
    .requiredOption(
      '--measure <id>',
      'what is compared; fact:NAME for a fact that is a number (repeatable)',
      collect,
      [],
    )
    .option(
      '--by <fact>',
      `the fact that makes groups (repeatable); “${PARAMETERS}” for all but the seed; without it, each alone`,
      collect,
      [],
    )
    .option('--baseline <value>', 'the group the others are compared with; the first without it')
    .addOption(new Option('--level <level>', 'what one value is of').choices(['session', 'episode']).default('episode'))
    .addOption(new Option('--of <what>', 'what a session’s episodes come to').choices(summaryKinds).default('mean'))
    .addOption(new Option('--steps <what>', 'what an episode’s steps come to').choices(stepSummaryKinds))
    .option('--last <episodes>', 'how many the tail has', atLeastOne, 10)
    .option('--session <id>', 'only this session (repeatable)', collect, [])
    .addOption(new Option('--test <test>', 'which test').choices(['auto', ...testKinds]).default('auto'))
    .option('--pair <fact>', 'the fact that tells which values belong together')
    .addOption(new Option('--correct <how>', 'for the number of tests').choices(correctionKinds).default('holm'))
    .option('--confidence <share>', 'of the intervals', shareOf, 0.95);
}

/** `starling compare DB --measure M --by FACT --baseline VALUE`: groups beside a baseline, as the window compares them. */
export function printComparison(host: Host, name: string, options: Options): Promise<void> {
  return withDatabase(host, { ...options, name }, async ({ client, database }) => {
    const { level, of, last, steps, by, baseline: wanted } = options;
    const { measure: measures, session: sessions } = options;
    const request: CompareRequest = { level, of, last, steps, by: [], measures, sessions };
    const { items, measured } = await readCompared(client, { database }, request);
    const compared = arrange(items, factIds(items.facts, by), measured);
    const baseline = baselineOf(compared, wanted);
    if (wanted !== undefined && baseline?.id !== wanted && baseline?.label !== wanted)
      throw new Failure(
        'NOT_FOUND',
        `There is no group “${wanted}”; there are: ${compared.groups.map(({ label }) => label).join(', ')}`,
      );
    const { test, correct: correction, confidence } = options;
    const pair = options.pair && factIds(items.facts, [options.pair])[0];
    const rows = compareRows(compared, { baseline: baseline?.id, test, pair, correction, confidence });
    if (options.json)
      return writeJson({ by: compared.by, baseline: baseline?.label, correction, rows: rows.map(asJson) });
    writeLine(textTable(titles, rows.map(asLine)));
  });
}

function asJson({ measure, group, against, ...row }: CompareRow): unknown {
  return {
    measure: measure.id,
    unit: measure.unit,
    group: group.label,
    ...row,
    against: against && { ...against, ...against.result, result: undefined },
  };
}

const titles = ['measure', 'group', 'n', 'mean', 'median', 'IQM', 'Δ', 'from', 'to', 'd', 'test', 'p', 'p corrected'];

function asLine({ measure, group, n, against, ...row }: CompareRow): readonly (string | number | null)[] {
  const own = [measure.title, group.label, n, ...[row.mean, row.median, row.iqm].map(round)];
  if (against === null) return [...own, 'baseline', null, null, null, null, null, null];
  const { delta, interval, d, test, result, corrected } = against;
  return [...own, round(delta), ...interval.map(round), round(d), test, round(result.p), round(corrected)];
}

const round = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(5)) : null);

function atLeastOne(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number from 1');
  return value;
}
