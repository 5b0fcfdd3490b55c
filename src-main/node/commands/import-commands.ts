import { type Command, Option } from 'commander';
import { onDuplicateSchema, schemaKinds } from '#shared/model/import.ts';
import type { Host } from '../../app/host.ts';
import { printImports, runImport, runInit, undoImport } from './import.ts';
import { collect } from './options.ts';
import { watchDirectory } from './watch.ts';

/** The commands that take files into databases. */
export function addImportCommands(program: Command, host: () => Host): void {
  program
    .command('import <FILE...>')
    .description('take files or folders into a database, all of a set or nothing of it')
    .requiredOption(
      '--into <DB>',
      'the database: a file (made when it is not there), a postgres:// address or a profile',
    )
    .option('--as <importer>', 'take them as this; without it, by what they hold')
    .option('--session <name>', 'the session they become part of')
    .option('--set <name=value>', 'an option of the importer (repeatable)', collect, [])
    .addOption(
      new Option('--on-duplicate <what>', 'what to do with files that were imported before').choices(
        onDuplicateSchema.options,
      ),
    )
    .option('--dry-run', 'say what would happen, and do nothing')
    .option('--json', 'print JSON')
    .action((files, options) => runImport(host(), files, options));

  program
    .command('watch <DIR>')
    .description('take files into a database as they appear and grow, until interrupted')
    .requiredOption('--into <DB>', 'the database')
    .option('--as <importer>', 'take them as this; without it, by what they hold')
    .option('--session <name>', 'the session they become part of')
    .option('--set <name=value>', 'an option of the importer (repeatable)', collect, [])
    .action((folder, options) => watchDirectory(host(), folder, options));

  program
    .command('imports <DB>')
    .description('what was imported into a database')
    .option('--json', 'print JSON')
    .action((name, options) => printImports(host(), name, options));

  program
    .command('undo-import <DB> <ID>')
    .description('remove exactly what one import added')
    .option('--json', 'print JSON')
    .action((name, id, options) => undoImport(host(), name, id, options));

  program
    .command('init <DB>')
    .description('make the tables of a schema')
    .addOption(
      new Option('--schema <schema>', 'which')
        .choices(schemaKinds.filter((kind) => kind !== 'tables'))
        .makeOptionMandatory(),
    )
    .option('--if-missing', 'a database that has them already is fine')
    .option('--json', 'print JSON')
    .action((name, options) => runInit(host(), name, options));
}
