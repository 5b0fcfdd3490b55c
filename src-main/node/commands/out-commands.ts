import type { Command } from 'commander';
import type { Host } from '../../app/host.ts';
import { exportFile } from './export.ts';

/** Commands that write files. */
export function addOutCommands(seen: (command: Command) => Command, program: Command, host: () => Host): void {
  seen(program.command('export <DB>'))
    .description('write a table, an answer or a whole session to a file: csv, parquet, jsonl, xlsx, md, json, zip')
    .requiredOption('-o, --output <file>', 'the file; its ending says the format')
    .option('--format <name>', 'the format, where the ending does not say it')
    .option('--table <name>', 'every row of this table')
    .option('--query <SQL>', 'every row of this statement')
    .option('--session <id>', 'this session with its episodes and steps')
    .option('--sessions', 'the list of sessions')
    .option('--episodes', 'the list of episodes')
    .option('--episode <id>', 'the steps of this episode')
    .option('--quiet', 'no progress')
    .action((name, options) => exportFile(host(), name, options));
}
