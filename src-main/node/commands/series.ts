import { InvalidArgumentError } from 'commander';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import { restartsText } from '#shared/model/restarts.ts';
import { parseSmoothing, type Smoothing } from '#shared/model/smoothing.ts';
import type { Host } from '../../app/host.ts';
import { type Format, textTable, writeJson, writeLine } from '../output.ts';
import { withDatabase } from '../session.ts';

interface Options extends Format {
  readonly measure: string;
  readonly session: readonly string[];
  readonly episode: readonly string[];
  readonly points?: number | undefined;
  readonly x?: SeriesRequest['x'];
  readonly against?: string | undefined;
  readonly smooth?: Smoothing | undefined;
  readonly log?: boolean | undefined;
}

const xKinds = ['recorded', 'relative', 'elapsed'] as const;

/** What x is, as the command line says it. */
export function readX(text: string): SeriesRequest['x'] {
  const kind = xKinds.find((each) => each === text);
  if (kind === undefined) throw new InvalidArgumentError(`Give ${xKinds.join(', ')}`);
  return kind;
}

export function readSmoothing(text: string): Smoothing {
  const smoothing = parseSmoothing(text);
  if (smoothing === undefined)
    throw new InvalidArgumentError('Give ema:0.9, ema:0.9/100, mean:11, trailing:10, gaussian:3 or median:5');
  return smoothing;
}

/** `starling series DB --measure M`: the lines a chart of that width would draw. */
export function printSeries(host: Host, name: string, options: Options): Promise<void> {
  return withDatabase(host, { ...options, name }, async ({ client, database }) => {
    const { measure, session, episode, x, against, smooth, log, points } = options;
    const chosen = { measure, sessions: [...session], episodes: [...episode], x, against, smooth, log };
    const request = points === undefined ? chosen : { ...chosen, points };
    const answer = await client.series.get({ database, request });
    const series = answer.series.map((line) => ({
      label: line.label,
      points: line.points,
      raw: line.raw,
      rows: line.rows,
      notFinite: line.notFinite,
      below: line.below,
      part: line.part && { of: line.part.label, number: line.part.number, parts: line.part.parts },
      backwards: line.backwards,
      method: line.method,
    }));
    if (options.json) return writeJson({ measure: answer.measure.id, series });
    const rows = series.flatMap((line) => line.points.map(([x, y]) => [line.label, x, y]));
    writeLine(textTable(['series', answer.x.title, answer.measure.title], rows));
    const said = restartsText(answer.series);
    if (said !== '') writeLine(said);
  });
}
