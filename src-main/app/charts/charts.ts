import { stat } from 'node:fs/promises';
import { chartCsv, chartTex, chartTsv } from '#shared/chart/data.ts';
import { describeChart } from '#shared/chart/describe.ts';
import { describeAnswer } from '#shared/chart/describe-answer.ts';
import { columnsOf, layOut } from '#shared/chart/layout.ts';
import type { Picture } from '#shared/chart/picture.ts';
import type { ChartFormat, ChartLook, ChartRequest } from '#shared/chart/request.ts';
import { svgOf } from '#shared/chart/svg.ts';
import { seriesRequestSchema } from '#shared/contract/browse.ts';
import type { SeriesAnswer } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Databases } from '../databases.ts';
import type { Host } from '../host.ts';
import { chartFont } from './font.ts';
import { pdfOf } from './pdf.ts';
import { pngOf } from './png.ts';

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
    const { chart, about } =
      request.question === undefined
        ? await this.#ofMeasures(request, look, signal)
        : await this.#ofAnswer(request.question, look, signal);
    if (chart.lines.every(({ points }) => points.length === 0))
      throw new Failure('NOT_FOUND', 'There is nothing to draw: nothing here has a finite value of that');
    const rows = chart.lines.reduce((sum, line) => sum + line.rows, 0);
    return { bytes: await bytesOf(chart, look, format, await this.#provenance(chart, about)), rows };
  }

  async #ofMeasures(request: ChartRequest, look: ChartLook, signal: AbortSignal | undefined): Promise<Described> {
    const points = columnsOf(look);
    const log = request.yScale === 'log' ? { log: true } : {};
    // Parsed, so that it reads the same whoever wrote it.
    const sources = request.sources.map(({ database, request: asked }) => ({
      database,
      request: seriesRequestSchema.parse({ ...asked, points, ...log }),
    }));
    const answers: SeriesAnswer[] = [];
    const options = signal === undefined ? {} : { signal };
    for (const source of sources) {
      const ask = { database: source.database, request: source.request };
      answers.push(
        await this.#parts.databases.request(source.database, (client) => client.series.get(ask, options), signal),
      );
    }
    const chart = describeChart({ ...request, sources }, answers);
    const asked = chart.sources.map((source) => source.request);
    return {
      chart,
      about: {
        databases: chart.sources.map(({ database }) => database),
        asked: JSON.stringify(asked.length === 1 ? asked[0] : asked),
        sql: chart.sources.map(({ answer }) => answer.sql),
      },
    };
  }

  async #ofAnswer(
    { title, conditions, search, ...asked }: NonNullable<ChartRequest['question']>,
    look: ChartLook,
    signal: AbortSignal | undefined,
  ): Promise<Described> {
    const width = columnsOf(look);
    const request = { conditions, search, width, height: Math.max(1, Math.round((width * look.height) / look.width)) };
    const options = signal === undefined ? {} : { signal };
    const { answer, sql } = await this.#parts.databases.request(
      asked.database,
      async ({ questions }) => ({
        answer: await questions.chart({ ...asked, request }, options),
        sql: await questions.sql(asked, options),
      }),
      signal,
    );
    const { question, values } = asked;
    return {
      chart: describeAnswer(answer, title, width),
      about: {
        databases: [asked.database],
        asked: JSON.stringify({ question, values, conditions, search }),
        sql: [sql],
      },
    };
  }

  /** Where the lines come from, and nothing of when they were drawn. */
  async #provenance(chart: Picture, { databases: used, asked, sql }: About): Promise<ReadonlyMap<string, string>> {
    const { host, databases } = this.#parts;
    const names: string[] = [];
    for (const database of new Set(used)) {
      const { label, connection, source } = databases.infoOf(database);
      const taken = connection?.snapshotTaken ?? (source.kind === 'file' ? await changed(source.path) : null);
      const asOf = taken === null ? '' : `, as of ${taken}`;
      names.push(`${label} (${connection?.engineVersion ?? ''}${asOf})`);
    }
    return new Map([
      ['written by', `Starling ${host.version}`],
      ['database', names.join('; ')],
      ['chart', chart.title],
      ['asked for', asked],
      ['drawn', countsText(chart)],
      ['SQL', [...new Set(sql.map((each) => each.trim()))].join(';\n')],
    ]);
  }
}

interface Described {
  readonly chart: Picture;
  readonly about: About;
}

/** What a picture was made of. */
interface About {
  readonly databases: readonly string[];
  readonly asked: string;
  readonly sql: readonly string[];
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

async function bytesOf(
  chart: Picture,
  look: ChartLook,
  format: ChartFormat,
  provenance: ReadonlyMap<string, string>,
): Promise<Uint8Array> {
  const drawing = () => layOut(chart, look, chartFont().measure, provenance);
  switch (format) {
    case 'svg':
      return Buffer.from(svgOf(drawing()));
    case 'pdf':
      return pdfOf(drawing());
    case 'png':
      return pngOf(drawing(), look.dpi);
    case 'csv':
      return Buffer.from(chartCsv(chart));
    case 'tsv':
      return Buffer.from(chartTsv(chart));
    case 'tex':
      return Buffer.from(chartTex(chart, look, provenance));
  }
}
