import {
  type ChartFormat,
  type ChartRequest,
  chartFormatOfName,
  chartFormats,
  chartLookSchema,
  parseSize,
} from '#shared/chart/request.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Smoothing } from '#shared/model/smoothing.ts';
import type { Host } from '../../app/host.ts';
import { writeLine } from '../output.ts';
import { withDatabase } from '../session.ts';
import { type KindOptions, kindOf, withoutMeasure } from './chart-kinds.ts';
import type { Seen } from './options.ts';
import { parameterOf } from './questions.ts';

interface Options extends KindOptions, Seen {
  readonly output: string;
  readonly question?: string | undefined;
  readonly param: readonly string[];
  readonly smooth?: Smoothing | undefined;
  readonly log?: boolean | undefined;
  readonly size?: string | undefined;
  readonly dpi?: number | undefined;
  readonly text?: number | undefined;
  readonly theme?: string | undefined;
}

/** `starling chart DB --measure M -o FILE`: the chart that the window would export, byte for byte. */
export function exportChart(host: Host, name: string, options: Options): Promise<void> {
  const format = formatOf(options.output);
  const look = lookOf(options);
  const { session, episode, x, smooth, log = false } = options;
  if ((options.question === undefined) === (options.measure.length === 0) && !withoutMeasure.includes(options.draw))
    throw new Failure('BAD_INPUT', 'Say what to draw: --measure, or --question');
  return withDatabase(host, { ...options, name }, async ({ app, client, database }) => {
    const plain = { yScale: log ? ('log' as const) : ('linear' as const), references: [], notes: [] };
    const question = options.question === undefined ? undefined : await questionOf(client, database, options);
    const kind = question === undefined ? await kindOf(client, database, options) : undefined;
    assertDrawn(kind, options);
    const asked = { sessions: [...session], episodes: [...episode], split: 'mean' as const, points: 1000, x, smooth };
    const over = options.against === undefined ? asked : { ...asked, against: options.against };
    const sources =
      kind === undefined ? options.measure.map((measure) => ({ database, request: { ...over, measure } })) : [];
    const chart = { ...plain, sources, ...kind, ...(question !== undefined && { question }) };
    const { rows, bytes } = await app.exports.writeChart({ chart, look, format }, options.output);
    writeLine(`${rows} rows, ${bytes} bytes: ${options.output}`);
  });
}

/** Throws for what cannot be done with the lines of a kind. */
function assertDrawn(kind: Partial<ChartRequest> | undefined, { smooth, log = false, x }: Options): void {
  if (kind === undefined) return;
  const isStacked = kind.stacked !== undefined;
  const isSmooth = isStacked || kind.groups?.draw === 'bands';
  if (!log && (x === undefined || isStacked) && (smooth === undefined || isSmooth)) return;
  throw new Failure('BAD_INPUT', 'Only lines over x can be smoothed, or drawn with --log or --x');
}

async function questionOf(client: AppClient, database: string, { question = '', param }: Options) {
  const found = (await client.questions.list({ database })).find(({ id }) => id === question);
  if (found === undefined)
    throw new Failure('NOT_FOUND', `There is no question “${question}” here; list them with starling questions`);
  const values = Object.fromEntries(param.map(parameterOf));
  return { database, question, values, title: found.title, conditions: [], search: '' };
}

function formatOf(output: string): ChartFormat {
  const format = chartFormatOfName(output);
  if (format !== undefined) return format;
  throw new Failure(
    'BAD_INPUT',
    `The name does not say what to draw; give -o NAME with one of ${chartFormats.join(', ')}`,
  );
}

function lookOf({ size, dpi, text, theme }: Options) {
  const measures = size === undefined ? {} : parseSize(size);
  if (measures === undefined) throw new Failure('BAD_INPUT', `“${size}” is no size; write --size 89x60mm`);
  const parsed = chartLookSchema.safeParse({ ...measures, dpi, text, theme });
  if (parsed.success) return parsed.data;
  throw new Failure(
    'BAD_INPUT',
    'A chart is 20 to 1000 mm wide and high, of 50 to 1200 dpi, with text of 4 to 30 points, for paper, light or dark',
  );
}
