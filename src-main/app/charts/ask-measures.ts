import { describeChart } from '#shared/chart/describe.ts';
import { describeAnswer } from '#shared/chart/describe-answer.ts';
import { columnsOf } from '#shared/chart/layout.ts';
import type { ChartLook, ChartRequest } from '#shared/chart/request.ts';
import { seriesRequestSchema } from '#shared/contract/browse.ts';
import type { SeriesAnswer } from '#shared/model/experiment.ts';
import { type Asking, type Described, optionsOf } from './described.ts';

/** Measures over x, as finely as the picture shows them. */
export async function askMeasures(asking: Asking, request: ChartRequest, look: ChartLook): Promise<Described> {
  const points = columnsOf(look);
  const log = request.yScale === 'log' ? { log: true } : {};
  // Parsed, so that it reads the same whoever wrote it.
  const sources = request.sources.map((source) => ({
    ...source,
    request: seriesRequestSchema.parse({ ...source.request, points, ...log }),
  }));
  const answers: SeriesAnswer[] = [];
  const { databases, signal } = asking;
  for (const { database, request: own } of sources) {
    const ask = { database, request: own };
    answers.push(await databases.request(database, (client) => client.series.get(ask, optionsOf(asking)), signal));
  }
  const chart = describeChart({ ...request, sources }, answers);
  const asked = chart.sources.map(({ request: own, along }) => (along === undefined ? own : { ...own, along }));
  return {
    chart,
    about: {
      databases: chart.sources.map(({ database }) => database),
      asked: JSON.stringify(asked.length === 1 ? asked[0] : asked),
      sql: chart.sources.map(({ answer }) => answer.sql),
    },
  };
}

/** What a question answers. */
export async function askQuestion(
  asking: Asking,
  { title, conditions, search, ...asked }: NonNullable<ChartRequest['question']>,
  look: ChartLook,
): Promise<Described> {
  const width = columnsOf(look);
  const request = { conditions, search, width, height: Math.max(1, Math.round((width * look.height) / look.width)) };
  const { answer, sql } = await asking.databases.request(
    asked.database,
    async ({ questions }) => ({
      answer: await questions.chart({ ...asked, request }, optionsOf(asking)),
      sql: await questions.sql(asked, optionsOf(asking)),
    }),
    asking.signal,
  );
  const { question, values } = asked;
  return {
    chart: describeAnswer(answer, title, width),
    about: { databases: [asked.database], asked: JSON.stringify({ question, values, conditions, search }), sql: [sql] },
  };
}
