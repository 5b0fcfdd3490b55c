import { findColumn } from '#shared/model/catalogue.ts';
import type { States } from '#shared/model/lens.ts';
import type { BoundSteps } from './bind.ts';
import { type Compiled, compileAll, type Place } from './compile.ts';

/** What names one step: the key of its table, else its episode, its agent, its time and what breaks ties of it. */
export function stepKey({ steps }: Pick<BoundSteps, 'steps'>, place: Place): readonly Compiled[] | null {
  const { episode, agent, agentType, time, within } = steps;
  return keyOf(place) ?? partsOf([...episode, agent, agentType, time.by, ...within], place);
}

/** What names one row of states. */
export function stateKey({ session, part, time, within, value }: States, place: Place): readonly Compiled[] | null {
  return keyOf(place) ?? partsOf([...session, part?.by, time, value, ...within], place);
}

/** SQLite lets NULLs into primary keys; such a key names nothing. */
function keyOf(place: Place): readonly Compiled[] | null {
  const { primaryKey } = place.table;
  const solid = primaryKey.length > 0 && primaryKey.every((each) => findColumn(place.table, each)?.nullable === false);
  return solid ? partsOf(primaryKey, place) : null;
}

/** Doubles are compared as the text that names them, which need not have all of their digits. */
function partsOf(
  expressions: readonly (Parameters<typeof compileAll>[0][number] | undefined)[],
  place: Place,
): readonly Compiled[] | null {
  const parts = compileAll(
    expressions.filter((each) => each !== undefined),
    place,
  );
  return parts?.map((part) => (part.kind === 'float' ? { ...part, column: null } : part)) ?? null;
}
