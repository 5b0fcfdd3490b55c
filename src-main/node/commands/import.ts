import { resolve } from 'node:path';
import { Failure } from '#shared/model/failure.ts';
import type { ImportReport, ImportTarget, LeftOutPart, OnDuplicate, SchemaKind } from '#shared/model/import.ts';
import type { ImportJob } from '#shared/model/import-job.ts';
import { rowsText } from '#shared/model/rows-text.ts';
import { type App, createApp } from '../../app/create-app.ts';
import type { Host } from '../../app/host.ts';
import { type Format, textTable, writeJson, writeLine } from '../output.ts';
import { sourceNamed } from '../session.ts';
import { showProgress } from './import-progress.ts';
import { namedFiles } from './named-files.ts';

export interface ImportCommand extends Format {
  readonly into: string;
  readonly as?: string | undefined;
  readonly session?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly onDuplicate?: OnDuplicate | undefined;
  readonly dryRun?: boolean | undefined;
}

/** `starling import FILE… --into DB`. */
export async function runImport(host: Host, files: readonly string[], command: ImportCommand): Promise<void> {
  await withApp(host, async (app) => {
    const into = await targetNamed(app, command.into);
    const options = optionsOf(command);
    const importer = command.as === undefined ? {} : { importer: command.as };
    const named = await Promise.all(files.map(namedFiles));
    const sets = named.map((each) => ({ paths: each.map((file) => granted(app, file)), options, ...importer }));
    const onDuplicate = command.onDuplicate === undefined ? {} : { onDuplicate: command.onDuplicate };
    const { job } = await app.client.imports.start({ sets, into, dryRun: command.dryRun ?? false, ...onDuplicate });
    const over = await followed(app, job, command.json === true);
    if (command.json) writeJson(over);
    else for (const report of over.reports) printReport(report);
    if (over.failure !== null) throw new Failure(over.failure.code, over.failure.message, over.failure);
    if (over.reports.some(({ outcome }) => outcome === 'failed')) process.exitCode = 1;
  });
}

/** `starling imports DB`. */
export async function printImports(host: Host, name: string, format: Format): Promise<void> {
  await withApp(host, async (app) => {
    const records = await app.client.imports.records({ into: await targetNamed(app, name) });
    if (format.json) return writeJson(records);
    const rows = records.map((record) => [
      ...[record.id, record.importer, record.counts.written, record.counts.rejected, record.counts.skipped],
      ...[record.tables.map((table) => table.name).join(', '), record.finished, record.source.replaceAll('\n', ', ')],
    ]);
    writeLine(textTable(['import', 'importer', 'rows', 'rejected', 'skipped', 'tables', 'finished', 'source'], rows));
  });
}

/** `starling undo-import DB ID`. */
export async function undoImport(host: Host, name: string, id: string, format: Format): Promise<void> {
  await withApp(host, async (app) => {
    const report = await app.client.imports.undo({ into: await targetNamed(app, name), id });
    if (format.json) return writeJson(report);
    for (const { name: table, dropped, rows } of report.tables)
      writeLine(dropped ? `${table}: removed with its ${rowsText(rows)}` : `${table}: ${rowsText(rows)} removed`);
    for (const notice of report.notices) writeLine(notice);
  });
}

/** `starling init DB --schema X`. */
export async function runInit(
  host: Host,
  name: string,
  options: Format & { readonly schema: Exclude<SchemaKind, 'tables'>; readonly ifMissing?: boolean },
): Promise<void> {
  await withApp(host, async (app) => {
    const { schema, ifMissing = false } = options;
    const report = await app.client.imports.init({ into: await targetNamed(app, name), schema, ifMissing });
    if (options.json) return writeJson(report);
    if (report.created.length === 0) return writeLine(`The ${schema} schema is there already`);
    const rows = report.created.map((table) => [table.name, table.columns, table.rows]);
    writeLine(textTable(['table', 'columns', 'rows'], rows));
  });
}

export async function withApp<T>(host: Host, work: (app: App) => Promise<T>): Promise<T> {
  const app = createApp(host);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/** A database named on the command line, which need not be there yet. */
export async function targetNamed(app: App, name: string): Promise<ImportTarget> {
  if (name.trim() === '')
    throw new Failure('BAD_INPUT', 'The database has no name; give a file or a postgres:// address');
  const isProfile = (await app.client.profiles.list()).some((each) => each.name === name || each.id === name);
  if (isProfile || /^postgres(ql)?:\/\//.test(name)) {
    const source = await sourceNamed(app, name);
    if (source.kind === 'postgres') return source;
  }
  return { kind: 'file', path: granted(app, name) };
}

export function granted(app: App, name: string): string {
  const path = resolve(name);
  app.grant(path);
  return path;
}

/** `--session NAME` and `--set option=value`; a value that is JSON is taken as such. */
export function optionsOf({ session, set = [] }: Pick<ImportCommand, 'session' | 'set'>): Record<string, unknown> {
  const pairs = set.map((each) => {
    const at = each.indexOf('=');
    if (at < 1) throw new Failure('BAD_INPUT', `“${each}” is no option; write --set name=value`);
    return [each.slice(0, at), jsonOrText(each.slice(at + 1))] as const;
  });
  return { ...Object.fromEntries(pairs), ...(session === undefined ? {} : { session }) };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Waits for the end of an import; an interrupt cancels it, which leaves the database as it was. */
export async function followed(app: App, job: string, quiet: boolean): Promise<ImportJob> {
  const cancel = (): void => void app.client.imports.cancel({ job });
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  const progress = showProgress(quiet);
  try {
    let last: ImportJob | undefined;
    for await (const state of await app.client.imports.follow({ job })) {
      last = state;
      progress.show(state);
    }
    return last as ImportJob;
  } finally {
    progress.end();
    process.off('SIGINT', cancel);
    process.off('SIGTERM', cancel);
  }
}

function printReport(report: ImportReport): void {
  const { paths, outcome, message, tables, rejects, counts, leftOut, notices, failure } = report;
  writeLine(`${paths.length === 1 ? paths[0] : `${paths[0]} and ${paths.length - 1} more`}: ${message}`);
  if (failure?.detail) writeLine(`  ${failure.detail.split('\n')[0]}`);
  for (const { name, created, rows } of tables)
    writeLine(
      `  ${name}: ${rows === null ? 'as yet uncounted rows' : rowsText(rows)}${created ? (outcome === 'planned' ? ', a new table' : ', made') : ''}`,
    );
  for (const sentence of [...notices, ...leftOut.map(leftOutLine)]) writeLine(`  ${sentence}`);
  for (const { file, line, column, reason, raw } of rejects) {
    const place = [file, line === null ? '' : `line ${line}`, column ?? ''].filter((part) => part !== '').join(', ');
    writeLine(`  ${place}: ${reason}: ${raw.slice(0, 100)}`);
  }
  if (counts.rejected > rejects.length) writeLine(`  … and ${counts.rejected - rejects.length} more rejected rows`);
}

/** Characters of names on one line. */
const widthOfNames = 80;

/** As many names as a line has room for, and how many more there are; all are in JSON. */
function leftOutLine({ what, names }: LeftOutPart): string {
  const [first] = names;
  if (first === undefined) return `Left out: ${what}`;
  const shown = [first];
  let width = first.length;
  for (const name of names.slice(1)) {
    width += name.length + 2;
    if (width > widthOfNames) break;
    shown.push(name);
  }
  const more = names.length - shown.length;
  return `Left out: ${what}: ${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}
