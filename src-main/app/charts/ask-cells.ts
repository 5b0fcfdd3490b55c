import {
  type DrawnAnswer,
  histogramAnswer,
  MOST_BARS,
  SCATTER_CELLS,
  SCATTER_POINTS,
  scatterAnswer,
} from '#shared/chart/cells-answer.ts';
import { describeCells } from '#shared/chart/describe-cells.ts';
import { describeParallel } from '#shared/chart/describe-parallel.ts';
import { readParallel } from '#shared/chart/read-parallel.ts';
import type { ChartRequest } from '#shared/chart/request.ts';
import { type CellsRequest, cellsRequestSchema } from '#shared/contract/cells.ts';
import type { DatabaseClient } from '#shared/contract/index.ts';
import { type Asking, type Described, optionsOf } from './described.ts';

/** How often a measure has which values, or with another one which together. */
export async function askCells(
  asking: Asking,
  request: ChartRequest,
  { database, request: said }: NonNullable<ChartRequest['cells']>,
): Promise<Described> {
  // Parsed, so that it reads the same whoever wrote it.
  const { most: _, ...asked } = cellsRequestSchema.parse(said);
  const answer = await asking.databases.request(
    database,
    (client) =>
      asked.against === undefined
        ? histogram(client, database, asked, asking)
        : scatter(client, database, { ...asked, against: asked.against }, asking),
    asking.signal,
  );
  return {
    chart: describeCells(request, answer),
    about: { databases: [database], asked: JSON.stringify(asked), sql: [answer.sql] },
  };
}

type Asked = Omit<CellsRequest, 'most'>;

async function histogram(client: Pick<DatabaseClient, 'cells'>, database: string, asked: Asked, asking: Asking) {
  const request = { ...asked, most: [...MOST_BARS] as [number, number] };
  return histogramAnswer(await client.cells.get({ database, request }, optionsOf(asking)));
}

/** Every point; where there are too many of them, how many lie where, as the window draws it. */
async function scatter(
  client: Pick<DatabaseClient, 'cells' | 'series'>,
  database: string,
  asked: Asked & { readonly against: string },
  asking: Asking,
): Promise<DrawnAnswer> {
  const single = { ...asked, split: 'mean' as const, points: SCATTER_POINTS };
  const points = await client.series.get({ database, request: single }, optionsOf(asking));
  if (!points.series.some(({ method }) => method === 'mean+m4')) return points;
  const request = { ...asked, most: [...SCATTER_CELLS] as [number, number] };
  return scatterAnswer(await client.cells.get({ database, request }, optionsOf(asking)));
}

/** Parameters and outcomes. Measures say their SQL, lists none. */
export async function askParallel(
  asking: Asking,
  request: ChartRequest,
  { database, ...said }: NonNullable<ChartRequest['parallel']>,
): Promise<Described> {
  const { level, ids, measures } = said;
  const sql: string[] = [];
  const parallel = await asking.databases.request(
    database,
    (client) => readParallel(telling(client, sql), { database, options: optionsOf(asking) }, { level, ids, measures }),
    asking.signal,
  );
  return {
    chart: describeParallel(request, parallel),
    about: {
      databases: [database],
      asked: JSON.stringify({ parallel: level, ids, ...(measures.length > 0 && { measures }) }),
      sql,
    },
  };
}

/** The same answers, of which the SQL is kept. */
function telling(
  { sessions, episodes, series }: Pick<DatabaseClient, 'sessions' | 'episodes' | 'series'>,
  sql: string[],
): Parameters<typeof readParallel>[0] {
  const get: DatabaseClient['series']['get'] = async (...question) => {
    const answer = await series.get(...question);
    sql.push(answer.sql);
    return answer;
  };
  return { sessions, episodes, series: { get } };
}
