import { describeStack } from '#shared/chart/describe-stack.ts';
import { columnsOf } from '#shared/chart/layout.ts';
import { readStacks, stackRequest } from '#shared/chart/read-stack.ts';
import type { ChartLook, ChartRequest } from '#shared/chart/request.ts';
import { seriesRequestSchema } from '#shared/contract/browse.ts';
import { Failure } from '#shared/model/failure.ts';
import { type Asking, type Described, optionsOf } from './described.ts';

/** A measure and its parts, of one session or episode. */
export async function askStacked(
  asking: Asking,
  request: ChartRequest,
  { database, request: said, line }: NonNullable<ChartRequest['stacked']>,
  look: ChartLook,
): Promise<Described> {
  // Parsed, so that it reads the same whoever wrote it.
  const asked = seriesRequestSchema.parse({ ...stackRequest(said), measure: said.measure });
  const { stacks, measure, x, sql } = await asking.databases.request(
    database,
    (client) => readStacks(client, { database, options: optionsOf(asking) }, asked),
    asking.signal,
  );
  const [first, ...others] = line === undefined ? stacks : stacks.filter(({ id }) => id === line);
  if (first === undefined) throw new Failure('NOT_FOUND', 'There is nothing here that could be stacked');
  if (others.length > 0)
    throw new Failure(
      'BAD_INPUT',
      `Stacks are of one session or episode each: choose one of ${stacks.map(({ label }) => label).join(', ')}`,
    );
  return {
    chart: describeStack(request, { measure, x, stack: first, smooth: asked.smooth }, columnsOf(look)),
    about: { databases: [database], asked: JSON.stringify({ stacked: asked, line: first.id }), sql },
  };
}
