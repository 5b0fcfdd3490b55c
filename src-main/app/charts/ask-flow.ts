import { describeFlow } from '#shared/chart/describe-flow.ts';
import { matrixOf } from '#shared/chart/flow-matrix.ts';
import type { ChartRequest } from '#shared/chart/request.ts';
import { type Asking, type Described, optionsOf } from './described.ts';

/** Moves between places. What states are asked says no SQL. */
export async function askFlow(
  asking: Asking,
  request: ChartRequest,
  { database, from, to, hours }: NonNullable<ChartRequest['flow']>,
): Promise<Described> {
  const { moves } = await asking.databases.request(
    database,
    (client) => client.states.transitions({ database, from, to }, optionsOf(asking)),
    asking.signal,
  );
  return {
    chart: describeFlow(request, matrixOf(moves, [hours[0], hours[1] - 1]), hours),
    about: { databases: [database], asked: JSON.stringify({ transitions: { from, to, hours } }), sql: [] },
  };
}
