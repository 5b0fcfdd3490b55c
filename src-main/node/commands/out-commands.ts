import { type Command, InvalidArgumentError, Option } from 'commander';
import { centreKinds } from '#shared/statistics/bands.ts';
import type { Host } from '../../app/host.ts';
import { exportChart } from './chart.ts';
import { bandWords, drawKinds } from './chart-kinds.ts';
import { exportFile } from './export.ts';
import { collect, hoursOf, shareOf } from './options.ts';
import { readSmoothing, readX } from './series.ts';

/** Commands that write files. */
export function addOutCommands(seen: (command: Command) => Command, program: Command, host: () => Host): void {
  seen(program.command('export <DB>'))
    .description('write a table, an answer or a whole session to a file: csv, parquet, jsonl, xlsx, md, json, zip')
    .requiredOption('-o, --output <file>', 'the file; its ending says the format')
    .option('--format <name>', 'the format, where the ending does not say it')
    .option('--table <name>', 'every row of this table')
    .option('--query <SQL>', 'every row of this statement')
    .option('--session <id>', 'this session with its episodes and steps', collect, [])
    .option('--sessions', 'the list of sessions')
    .option('--episodes', 'the list of episodes')
    .option('--episode <id>', 'the steps of this episode', collect, [])
    .option('--measure <id>', 'every point of this measure, of --episode or --session (repeatable)', collect, [])
    .option('--quiet', 'no progress')
    .action((name, options) => exportFile(host(), name, options));

  addChartCommand(seen(program.command('chart <DB>')), host);
}

function addChartCommand(command: Command, host: () => Host): void {
  command
    .description('draw measures into a file: svg, pdf, png, csv, parquet, tsv, tex')
    .requiredOption('-o, --output <file>', 'the file; its ending says the format')
    .option('--measure <id>', 'a measure (repeatable)', collect, [])
    .option('--question <id>', 'the answer of this question, as its chart')
    .option('--param <name=value>', 'a parameter of the question (repeatable)', collect, [])
    .option('--session <id>', 'over the episodes of this session (repeatable)', collect, [])
    .option('--episode <id>', 'over the time of this episode (repeatable)', collect, [])
    .addOption(new Option('--draw <kind>', 'what is drawn; lines without it').choices(drawKinds))
    .option('--against <measure>', 'another measure as x')
    .addOption(
      new Option(
        '--band <what>',
        'groups of runs as one line each, with a band: a (bootstrap) confidence interval, …',
      ).choices(bandWords),
    )
    .addOption(new Option('--centre <what>', 'what the line in a band is (mean)').choices(centreKinds))
    .option(
      '--by <fact>',
      'with --band: the fact that makes groups (repeatable); all but the seed without',
      collect,
      [],
    )
    .addOption(new Option('--level <level>', 'with --band: what one run is').choices(['session', 'episode']))
    .option('--confidence <share>', 'of intervals (0.95)', shareOf)
    .option('--whole', 'with --draw histogram: bars over all there is, however far a few values lie')
    .option('--hours <span>', 'with --draw transitions: hours of the clock, such as 8-18', hoursOf)
    .option('--x <kind>', 'recorded, relative or elapsed time', readX)
    .option('--smooth <how>', 'ema:0.9, mean:11, trailing:10, gaussian:3 or median:5', readSmoothing)
    .option('--log', 'a logarithmic y axis')
    .option('--size <size>', 'width and height in millimetres (89x60mm)')
    .option('--dpi <number>', 'pixels per inch of a PNG, and how fine lines are drawn (300)', numberOf)
    .option('--text <points>', 'size of the text in points (7)', numberOf)
    .option('--theme <name>', 'paper, light or dark (paper)')
    .action((name, options) => exportChart(host(), name, options));
}

function numberOf(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError('Give a number');
  return value;
}
