import { extname } from 'node:path';
import { findTable } from '#shared/model/catalogue.ts';
import { type ExportSource, exportFormatSchema, formatOfName } from '#shared/model/export.ts';
import { type ExportFormat, sessionFormats } from '#shared/model/export-formats.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Host } from '../../app/host.ts';
import { writeLine } from '../output.ts';
import { type Session, withDatabase } from '../session.ts';
import { showRows } from './export-progress.ts';
import type { Seen } from './options.ts';

interface Options extends Seen {
  readonly output: string;
  readonly format?: string | undefined;
  readonly table?: string | undefined;
  readonly query?: string | undefined;
  readonly session: readonly string[];
  readonly sessions?: boolean | undefined;
  readonly episodes?: boolean | undefined;
  readonly episode: readonly string[];
  readonly measure: readonly string[];
  readonly quiet?: boolean | undefined;
}

const plain = { conditions: [], search: '', sort: [] };

/** `starling export DB (--table T | --query SQL | --session ID | …) -o FILE`: all rows, in a file that is whole or not there. */
export function exportFile(host: Host, name: string, options: Options): Promise<void> {
  const format = formatOf(options);
  return withDatabase(host, { ...options, name }, async (session) => {
    const { app, database } = session;
    const source = await sourceOf(session, options);
    const stop = new AbortController();
    const onSignal = () => stop.abort();
    process.once('SIGINT', onSignal);
    process.once('SIGTERM', onSignal);
    const shown = showRows(options.quiet === true);
    try {
      const request = { database, source, format };
      const watch = { signal: stop.signal, progress: shown.show };
      const { rows, bytes } = await app.exports.write(request, options.output, watch);
      shown.end();
      writeLine(`${rows} rows, ${bytes} bytes: ${options.output}`);
    } finally {
      shown.end();
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    }
  });
}

function formatOf({ output, format }: Options): ExportFormat {
  if (format === undefined) {
    const found = formatOfName(output);
    if (found !== undefined) return found;
    const ending = extname(output);
    throw new Failure(
      'BAD_INPUT',
      `${ending === '' ? 'The name has no ending' : `“${ending}” is no format`} that says what to write; give -o NAME with one of ${sessionFormats.join(', ')}, or --format`,
    );
  }
  const parsed = exportFormatSchema.safeParse(format);
  if (parsed.success) return parsed.data;
  throw new Failure('BAD_INPUT', `“${format}” is no format; there are ${sessionFormats.join(', ')}`);
}

async function sourceOf(session: Session, options: Options): Promise<ExportSource> {
  const { measure } = options;
  const alone = measure.length === 0;
  const sources: (ExportSource | false)[] = [
    options.table !== undefined && { kind: 'table', table: await tableNamed(session, options.table), view: plain },
    options.query !== undefined && { kind: 'query', sql: options.query, view: plain },
    options.sessions === true && { kind: 'sessions', view: plain },
    options.episodes === true && { kind: 'episodes', view: plain },
    !alone && { kind: 'series', requests: measure.map((each) => seriesOf(each, options)) },
    ...(alone ? options.session.map((id) => ({ kind: 'session' as const, session: id })) : []),
    ...(alone ? options.episode.map((id) => ({ kind: 'steps' as const, episode: id, view: plain })) : []),
  ];
  const [source, ...more] = sources.filter((each) => each !== false);
  if (source !== undefined && more.length === 0) return source;
  throw new Failure(
    'BAD_INPUT',
    'Say what to export: one of --table, --query, --session, --episode, --sessions, --episodes and --measure',
  );
}

/** Every point of a measure, over the time of episodes or over the episodes of sessions. */
function seriesOf(measure: string, { session, episode }: Options) {
  return { measure, episodes: [...episode], sessions: [...session], split: 'mean' as const, points: 1000 };
}

/** `name`, or `schema.name` where several schemas have one. */
async function tableNamed({ client, database }: Session, name: string): Promise<{ schema: string; name: string }> {
  const catalogue = await client.tables.catalogue({ database });
  const dot = name.indexOf('.');
  const [schema, rest] = [name.slice(0, Math.max(dot, 0)), name.slice(dot + 1)];
  const found = findTable(catalogue, name) ?? (dot > 0 ? findTable(catalogue, rest, schema) : undefined);
  if (found !== undefined) return { schema: found.schema, name: found.name };
  const known = catalogue.tables
    .slice(0, 20)
    .map((table) => table.name)
    .join(', ');
  throw new Failure('NOT_FOUND', `There is no table “${name}” here${known === '' ? '' : `; there are ${known}`}`);
}
