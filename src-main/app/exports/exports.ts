import { open, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import {
  type ChartFormat,
  type ChartLook,
  type ChartRequest,
  type ChartSet,
  chartFormatTitles,
} from '#shared/chart/request.ts';
import type { ExportAnswer, ExportProgress, ExportSource } from '#shared/model/export.ts';
import type { ExportFormat } from '#shared/model/export-formats.ts';
import { formatTitles } from '#shared/model/export-formats.ts';
import { Failure } from '#shared/model/failure.ts';
import { type ChartFile, Charts } from '../charts/charts.ts';
import type { Databases } from '../databases.ts';
import type { Host } from '../host.ts';
import type { Jobs } from '../jobs.ts';
import { Downloads } from './downloads.ts';
import { fileName } from './file-name.ts';
import { withScratch } from './scratch.ts';
import { wholeFile } from './whole-file.ts';

interface Parts {
  readonly host: Host;
  readonly databases: Databases;
  readonly jobs: Jobs;
}

export interface ExportRequest {
  readonly database: string;
  readonly source: ExportSource;
  readonly format: ExportFormat;
}

export interface ChartSaving {
  readonly chart: ChartRequest;
  readonly look: ChartLook;
  readonly format: ChartFormat;
}

export interface ChartsSaving {
  readonly set: ChartSet;
  readonly look: ChartLook;
  readonly format: ChartFormat;
}

/** What was written. */
export interface Written {
  readonly rows: number;
  readonly bytes: number;
}

interface Watch {
  readonly signal?: AbortSignal | undefined;
  progress?(progress: ExportProgress): void;
}

/** Files out of databases. Only main names their places: a person chose them, or they are its own until a browser fetches them. */
export class Exports {
  readonly downloads: Downloads;
  readonly charts: Charts;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.charts = new Charts(parts);
    this.downloads = new Downloads(join(parts.host.cacheFolder, 'downloads'));
  }

  /** For a window: asks for a place where there is a dialog, and writes as a job. */
  async save(request: ExportRequest, suggested: string, signal: AbortSignal | undefined): Promise<ExportAnswer> {
    const name = fileName(suggested);
    const filter = { name: formatTitles[request.format], extension: request.format };
    return this.deliver(name, filter, (path, watch) => this.write(request, path, watch), signal);
  }

  /** A chart for a window, as {@link save}. */
  async saveChart(request: ChartSaving, suggested: string, signal: AbortSignal | undefined): Promise<ExportAnswer> {
    const filter = { name: chartFormatTitles[request.format], extension: request.format };
    return this.deliver(fileName(suggested), filter, (path, watch) => this.writeChart(request, path, watch), signal);
  }

  /** Several charts for a window, as {@link save}. */
  async saveCharts(request: ChartsSaving, suggested: string, signal: AbortSignal | undefined): Promise<ExportAnswer> {
    const { set, look, format } = request;
    const filter =
      set.as === 'files'
        ? { name: 'Zip of files', extension: 'zip' }
        : { name: chartFormatTitles[format], extension: format };
    const make = ({ signal: given }: Watch) => this.charts.set(set, look, format, given);
    return this.deliver(
      fileName(suggested),
      filter,
      async (path, watch) => this.#writeBytes(path, () => make(watch)),
      signal,
    );
  }

  async writeChart({ chart, look, format }: ChartSaving, path: string, watch: Watch = {}): Promise<Written> {
    return this.#writeBytes(path, () => this.charts.file(chart, look, format, watch.signal));
  }

  async #writeBytes(path: string, make: () => Promise<ChartFile>): Promise<Written> {
    await this.assertNotDatabase(path);
    const { bytes, rows } = await make();
    return wholeFile(path, async (temporary) => {
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      return { rows, bytes: bytes.length };
    });
  }

  /** Finds the place of a file that a window asked for, has it written as a job, and says where it is. */
  async deliver(
    name: string,
    filter: { readonly name: string; readonly extension: string },
    write: (path: string, watch: Watch) => Promise<Written>,
    signal: AbortSignal | undefined,
  ): Promise<ExportAnswer> {
    const { host, jobs } = this.#parts;
    const chosen = await host.savePlace?.(name, filter);
    if (chosen === null) return null;
    const path = chosen ?? (await this.downloads.place());
    const written = await jobs.run(`Exporting ${chosen === undefined ? name : basename(path)}`, (share, job) =>
      write(path, {
        signal: signal === undefined ? job : AbortSignal.any([job, signal]),
        progress: (progress) => progress.share !== null && share(progress.share),
      }),
    );
    if (chosen !== undefined) return { ...written, name: basename(path), path, download: null };
    return { ...written, name, path: null, download: this.downloads.offer(path, name) };
  }

  /** Writes a file to a place that a person named. Whole or not at all. */
  async write({ database, source, format }: ExportRequest, path: string, watch: Watch = {}): Promise<Written> {
    await this.assertNotDatabase(path);
    const { host, databases } = this.#parts;
    const from = { database: databases.infoOf(database).label, version: host.version };
    return withScratch(host.cacheFolder, (scratch) =>
      wholeFile(path, async (temporary) => {
        const input = { source, format, path: temporary, scratch, from };
        const rows = await databases.request(
          database,
          async ({ exporting }) => {
            let last = 0;
            const options = watch.signal === undefined ? {} : { signal: watch.signal };
            for await (const progress of await exporting.write(input, options)) {
              last = progress.rows;
              watch.progress?.(progress);
            }
            return last;
          },
          watch.signal,
        );
        return { rows, bytes: (await stat(temporary)).size };
      }),
    );
  }

  /** A file that is open as a database is never written over. */
  async assertNotDatabase(path: string): Promise<void> {
    const real = await realpath(path).catch(() => resolve(path));
    for (const { source } of this.#parts.databases.list()) {
      if (source.kind === 'postgres') continue;
      const open = await realpath(source.path).catch(() => resolve(source.path));
      if (real === open || real === `${open}-wal` || real === `${open}.wal`)
        throw new Failure('BAD_INPUT', 'This file is open as a database; choose another place for the export');
    }
  }
}
