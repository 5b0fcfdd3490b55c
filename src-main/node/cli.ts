#!/usr/bin/env node
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { asFailure } from '#shared/model/failure.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { Host } from '../app/host.ts';
import { addCompareOptions, printComparison } from './commands/compare.ts';
import { addImportCommands } from './commands/import-commands.ts';
import { printInspection } from './commands/inspect.ts';
import { printSuggestion } from './commands/lens.ts';
import { printEpisodes, printMeasures, printSessions } from './commands/list-commands.ts';
import { openApplication } from './commands/open.ts';
import { collect } from './commands/options.ts';
import { addOutCommands } from './commands/out-commands.ts';
import { printQuery } from './commands/query.ts';
import { printAnswer, printQuestions } from './commands/questions.ts';
import { printRecords } from './commands/records.ts';
import { printSeries, readSmoothing, readX } from './commands/series.ts';
import { startServing } from './commands/serve.ts';
import { printTrajectory } from './commands/trajectory.ts';
import { printTranscript } from './commands/transcript.ts';
import { createNodeHost } from './node-host.ts';
import { endQuietlyWithoutReader, visible, writeLine } from './output.ts';

// The entry computes every path, because a shared module may move into a chunk elsewhere. It runs built or as source.
const here = dirname(fileURLToPath(import.meta.url));
const isSource = import.meta.url.endsWith('.ts');
const applicationFolder = join(here, '../..');
const pageFolder = join(applicationFolder, 'out/renderer');
const databaseEntry = join(here, isSource ? 'database-entry.ts' : 'node-database.js');

const host = (roots: readonly string[] | null = null): Host =>
  createNodeHost({ version: manifest.version, databaseEntry, roots });

const program = new Command('starling')
  .description('Browse experiment databases: sessions, episodes, trajectories')
  .version(manifest.version)
  .configureHelp({ showGlobalOptions: true })
  .addHelpText(
    'after',
    '\nDB is a DuckDB or SQLite file, a data file or folder, a postgres:// address, or the name of a profile.',
  )
  .exitOverride();

/** A command about one database that can print JSON. */
function aboutDatabase(name: string, description: string): Command {
  return seen(program.command(`${name} <DB>`))
    .description(description)
    .option('--json', 'print JSON');
}

/** A command that sees a database through a lens. */
function seen(command: Command): Command {
  return command
    .option('--lens <file>', 'see it through this lens file, or the lens with this id')
    .option('--time-zone <name>', 'days begin and end as clocks there show, e.g. Europe/Berlin')
    .option('--replaced', 'also rows that newer ones replaced')
    .option('--left-out', 'also what findings left out');
}

program
  .command('open [DB]')
  .description('open the application')
  .action((database?: string) =>
    openApplication(host([homedir(), process.cwd()]), { pageFolder, applicationFolder, database }),
  );

program
  .command('serve [DB]')
  .description('serve the application on 127.0.0.1, for a browser here or through an SSH tunnel')
  .option('--port <number>', 'port, 0 for a free one', wholeNumber, 0)
  .option(
    '--root <folder>',
    'folder below which files may be opened (repeatable; the present one without)',
    collect,
    [],
  )
  .action(async (database: string | undefined, options: { port: number; root: string[] }) => {
    const roots = options.root.length === 0 ? [process.cwd()] : options.root;
    const { address } = await startServing(host(roots), { pageFolder, port: options.port, database });
    writeLine(`Starling is at ${address}`);
  });

aboutDatabase('inspect', 'what a database is, which lens sees it and why, and what it holds').action((name, options) =>
  printInspection(host(), name, options),
);

aboutDatabase('sessions', 'every session with its facts')
  .option('--csv', 'print CSV')
  .action((name, options) => printSessions(host(), name, options));

aboutDatabase('episodes', 'every episode with its facts')
  .option('--session <id>', 'only of this session')
  .option('--csv', 'print CSV')
  .action((name, options) => printEpisodes(host(), name, options));

aboutDatabase('trajectory', 'the rows of one episode, in order')
  .requiredOption('--episode <id>', 'the episode')
  .option('--limit <rows>', 'at most so many rows', wholeNumber)
  .option('--csv', 'print CSV')
  .action((name, options) => printTrajectory(host(), name, options));

aboutDatabase('transcript', 'an episode of an agent that writes, to be read; or where a text stands in such episodes')
  .option('--episode <id>', 'the episode')
  .option('--errors', 'only steps that failed')
  .option('--find <text>', 'where this stands, in the episode, the session or all')
  .option('--session <id>', 'with --find: only in its episodes')
  .option('--conversations', 'with --find: in conversations too')
  .action((name, options) => printTranscript(host(), name, options));

aboutDatabase('records', 'what sessions or episodes have beside their rows: checkpoints, transitions, …')
  .option('--table <id>', 'the rows of this one; without it, which there are')
  .option('--of <id>', 'only of this session or episode')
  .option('--csv', 'print CSV')
  .action((name, options) => printRecords(host(), name, options));

aboutDatabase('measures', 'what can be drawn over time').action((name, options) =>
  printMeasures(host(), name, options),
);

aboutDatabase('series', 'a measure over time, reduced to the width of a chart')
  .requiredOption('--measure <id>', 'the measure')
  .option('--session <id>', 'over the episodes of this session (repeatable)', collect, [])
  .option('--episode <id>', 'over the time of this episode (repeatable)', collect, [])
  .option('--x <kind>', 'x over time: recorded, relative (to the first) or elapsed (in seconds)', readX)
  .option('--against <measure>', 'another measure as x')
  .option(
    '--smooth <how>',
    'ema:0.9, ema:0.9/100 (per 100 of x), mean:11, trailing:10, gaussian:3 or median:5',
    readSmoothing,
  )
  .option('--log', 'as a logarithmic axis shows it, without what is 0 or less')
  .option('--points <pixels>', 'width of the chart in pixels', wholeNumber)
  .action((name, options) => printSeries(host(), name, options));

addCompareOptions(aboutDatabase('compare', 'groups of sessions or episodes beside a baseline')).action(
  (name, options) => printComparison(host(), name, options),
);

aboutDatabase('questions', 'what can be asked by name').action((name, options) =>
  printQuestions(host(), name, options),
);

seen(program.command('ask <DB> <QUESTION>'))
  .description('ask a named question')
  .option('--param <name=value>', 'a parameter of the question (repeatable)', collect, [])
  .option('--sql', 'print the statement instead of its answer')
  .option('--json', 'print JSON')
  .option('--csv', 'print CSV')
  .action((name, question, options) => printAnswer(host(), name, question, options));

program
  .command('lens')
  .description('draw a lens of your own')
  .command('suggest <DB>')
  .description('print a lens file to begin with')
  .action((name) => printSuggestion(host(), name));

program
  .command('query <DB> <SQL>')
  .description('run one reading statement')
  .option('--json', 'print JSON')
  .option('--csv', 'print CSV')
  .action((name, sql, options) => printQuery(host(), name, sql, options));

addImportCommands(program, () => host());
addOutCommands(seen, program, () => host());

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('Give a whole number');
  return value;
}

endQuietlyWithoutReader();

/** Exit codes: 0 done, 1 failed (one line on stderr), 2 wrong usage. */
try {
  const given = process.argv.slice(2);
  await program.parseAsync(given.length === 0 ? ['open'] : given, { from: 'user' });
} catch (thrown) {
  if (thrown instanceof CommanderError) process.exitCode = thrown.exitCode === 0 ? 0 : 2;
  else {
    const { message, detail } = asFailure(thrown).data;
    process.stderr.write(`starling: ${visible([message, detail].filter(Boolean).join(' — ').replace(/\s+/g, ' '))}\n`);
    process.exitCode = 1;
  }
}
