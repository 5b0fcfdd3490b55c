import type { Host } from '../../app/host.ts';
import { type Format, textTable, writeJson, writeLine } from '../output.ts';
import { withDatabase } from '../session.ts';

interface Options extends Format {
  readonly measure: string;
  readonly session: readonly string[];
  readonly episode: readonly string[];
  readonly points?: number | undefined;
}

/** `starling series DB --measure M`: the lines a chart of that width would draw. */
export function printSeries(host: Host, name: string, options: Options): Promise<void> {
  return withDatabase(host, { ...options, name }, async ({ client, database }) => {
    const { measure, session, episode, points } = options;
    const chosen = { measure, sessions: [...session], episodes: [...episode] };
    const request = points === undefined ? chosen : { ...chosen, points };
    const answer = await client.series.get({ database, request });
    const series = answer.series.map((line) => ({
      label: line.label,
      points: line.points,
      rows: line.rows,
      notFinite: line.notFinite,
      method: line.method,
    }));
    if (options.json) return writeJson({ measure: answer.measure.id, series });
    const rows = series.flatMap((line) => line.points.map(([x, y]) => [line.label, x, y]));
    writeLine(textTable(['series', answer.x.title, answer.measure.title], rows));
  });
}
