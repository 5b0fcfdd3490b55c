import { stat } from 'node:fs/promises';
import { zipSync } from 'fflate';
import type { Picture } from '#shared/chart/picture.ts';
import {
  type ChartFormat,
  type ChartLook,
  type ChartRequest,
  type ChartSet,
  pageFormats,
} from '#shared/chart/request.ts';
import { tableOf } from '#shared/chart/table.ts';
import type { ProcessClient } from '#shared/contract/lifecycle.ts';
import { Failure } from '#shared/model/failure.ts';
import { leftOutText } from '#shared/model/left-out-text.ts';
import type { Databases } from '../databases.ts';
import { fileName } from '../exports/file-name.ts';
import { withScratch } from '../exports/scratch.ts';
import type { Host } from '../host.ts';
import { askCells, askParallel } from './ask-cells.ts';
import { askFlow } from './ask-flow.ts';
import { askGroups } from './ask-groups.ts';
import { askMeasures, askQuestion } from './ask-measures.ts';
import { askStacked } from './ask-stacked.ts';
import { type About, type Described, optionsOf } from './described.ts';
import type { DrawableChart } from './render.ts';

/** Fonts and PDF are loaded with the first chart: every start would wait for them. */
const rendering = () => import('./render.ts');

interface Parts {
  readonly host: Host;
  readonly databases: Databases;
}

export interface ChartFile {
  readonly bytes: Uint8Array;
  /** Rows that the lines stand for. */
  readonly rows: number;
}

/** Charts as files: the measures are asked for as finely as the picture shows them, and drawn the same for everyone who asks. */
export class Charts {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async file(request: ChartRequest, look: ChartLook, format: ChartFormat, signal?: AbortSignal): Promise<ChartFile> {
    const { chart, provenance, rows } = await this.#drawable(request, look, signal);
    if (format === 'parquet') return { bytes: await this.#parquet(chart, provenance, signal), rows };
    const { chartFile } = await rendering();
    return { bytes: await chartFile(chart, look, format, provenance), rows };
  }

  /** Written by a process of its own, which has the engine for it. */
  #parquet(
    chart: Picture,
    provenance: ReadonlyMap<string, string>,
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array> {
    const { host, databases } = this.#parts;
    const { columns, rows } = tableOf(chart);
    return withScratch(host.cacheFolder, (scratch) => {
      const table = { columns: [...columns], rows: rows.map((row) => [...row]) };
      const input = { ...table, scratch, provenance: [...provenance] };
      const ask = async ({ exporting }: ProcessClient) => {
        const written = await exporting.chart(input, optionsOf({ signal }));
        return new Uint8Array(await written.arrayBuffer());
      };
      return databases.aside(ask, signal);
    });
  }

  /** Several at once: one page, or a zip with a file of each. */
  async set(set: ChartSet, look: ChartLook, format: ChartFormat, signal?: AbortSignal): Promise<ChartFile> {
    if (set.as === 'files') return this.#files(set, look, format, signal);
    if (format !== 'svg' && format !== 'pdf' && format !== 'png')
      throw new Failure('BAD_INPUT', `A page of charts is ${pageFormats.join(', ')}; take a file each for ${format}`);
    const charts: DrawableChart[] = [];
    for (const { name, chart } of set.charts) charts.push({ name, ...(await this.#drawable(chart, look, signal)) });
    const { pageFile } = await rendering();
    const bytes = await pageFile(charts, look, set.columns, format);
    return { bytes, rows: charts.reduce((sum, { rows }) => sum + rows, 0) };
  }

  async #files({ charts }: ChartSet, look: ChartLook, format: ChartFormat, signal?: AbortSignal): Promise<ChartFile> {
    const files: Record<string, Uint8Array> = {};
    let rows = 0;
    for (const [at, { name, chart }] of charts.entries()) {
      const { bytes, rows: own } = await this.file(chart, look, format, signal);
      // Numbered, so that they stay in order and names may be alike.
      files[`${String(at + 1).padStart(2, '0')} ${fileName(name)}.${format}`] = bytes;
      rows += own;
    }
    // The first day that a zip can tell: no clock is in it.
    return { bytes: zipSync(files, { mtime: new Date(1980, 0, 1) }), rows };
  }

  async #drawable(request: ChartRequest, look: ChartLook, signal: AbortSignal | undefined) {
    const { chart, about } = await this.#describe(request, look, signal);
    if (chart.lines.every(({ points }) => points.length === 0))
      throw new Failure('NOT_FOUND', 'There is nothing to draw: nothing here has a finite value of that');
    const rows = chart.lines.reduce((sum, line) => sum + line.rows, 0);
    return { chart, provenance: await this.#provenance(chart, about), rows };
  }

  #describe(request: ChartRequest, look: ChartLook, signal: AbortSignal | undefined): Promise<Described> {
    const asking = { databases: this.#parts.databases, signal };
    const { question, cells, parallel, stacked, groups, flow } = request;
    if (question !== undefined) return askQuestion(asking, question, look);
    if (cells !== undefined) return askCells(asking, request, cells);
    if (parallel !== undefined) return askParallel(asking, request, parallel);
    if (stacked !== undefined) return askStacked(asking, request, stacked, look);
    if (groups !== undefined) return askGroups(asking, request, groups);
    if (flow !== undefined) return askFlow(asking, request, flow);
    return askMeasures(asking, request, look);
  }

  /** Where the lines come from, and nothing of when they were drawn. */
  async #provenance(chart: Picture, { databases: used, asked, sql }: About): Promise<ReadonlyMap<string, string>> {
    const { host, databases } = this.#parts;
    const names: string[] = [];
    const left: string[] = [];
    for (const database of new Set(used)) {
      const { label, connection, source } = databases.infoOf(database);
      const taken = connection?.snapshotTaken ?? (source.kind === 'file' ? await changed(source.path) : null);
      const asOf = taken === null ? '' : `, as of ${taken}`;
      names.push(`${label} (${connection?.engineVersion ?? ''}${asOf})`);
      const { leftOut } = await databases.request(database, (client) => client.lens.get({ database }));
      if (leftOut !== null && !leftOut.shown) left.push(`${leftOutText(leftOut)} of ${label}`);
    }
    return new Map([
      ...(left.length === 0 ? [] : [['left out by findings', left.join('; ')] as const]),
      ['written by', `Starling ${host.version}`],
      ['database', names.join('; ')],
      ['chart', chart.title],
      ['asked for', asked],
      ['drawn', countsText(chart)],
      ...(sql.length === 0 ? [] : [['SQL', [...new Set(sql.map((each) => each.trim()))].join(';\n')] as const]),
    ]);
  }
}

/** When a file was last written: its own time, not ours. */
async function changed(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  return found === null ? null : found.mtime.toISOString();
}

function countsText({ lines }: Picture): string {
  const sum = (of: (line: Picture['lines'][number]) => number) => lines.reduce((all, line) => all + of(line), 0);
  const reduced = lines.some(({ method }) => method.endsWith('m4')) ? ', extremes of each pixel kept' : '';
  const rows = sum((line) => line.rows);
  const bad = sum((line) => line.notFinite);
  return `${rows} rows → ${sum((line) => line.points.length)} points${reduced}${bad > 0 ? `, ${bad} not finite` : ''}`;
}
