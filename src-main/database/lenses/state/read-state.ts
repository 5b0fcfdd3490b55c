import { type Cell, isTagged } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import type { StepState } from '#shared/model/step-state.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { cell } from '../../queries/cell.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { trajectoryRelation } from '../trajectory/trajectory.ts';
import { cutState, type StateReader } from './state-reader.ts';

/** The state of one step as far as a window can show it. */
export async function readState(...of: Parameters<typeof wholeState>): Promise<StepState> {
  return cutState(await wholeState(...of));
}

/** The state of one step, by the key of its row. Throws NOT_FOUND where the lens or the database has none. */
export async function wholeState(
  lens: BoundLens,
  steps: BoundSteps,
  read: StateReader,
  { episode, key }: { readonly episode: string; readonly key: string },
  options: QueryOptions,
): Promise<StepState> {
  const { relation, column } = stateColumn(lens, steps, episode);
  return decoded(await cell(lens.connection, relation, { key, column: column.name }, options), read);
}

/** The rows of an episode and the one of their columns that holds states. Throws NOT_FOUND where none does. */
export function stateColumn(lens: BoundLens, steps: BoundSteps, episode: string) {
  const relation = trajectoryRelation(lens, steps, episode, undefined);
  const column = relation.columns.find(({ name }) => name === steps.steps.state);
  if (column === undefined)
    throw new Failure('NOT_FOUND', `The ${steps.steps.word[1]} of this database hold no states`);
  return { relation, column };
}

export async function decoded(value: Cell, read: StateReader): Promise<StepState> {
  const text = textOf(value);
  return text === null ? { size: 0, sections: [], notices: ['No state was saved here'] } : read(text);
}

function textOf(value: Cell): string | null {
  if (typeof value === 'string') return value;
  return isTagged(value) && 't' in value ? value.t : null;
}
