import { type Catalogue, findColumn, findTable } from '#shared/model/catalogue.ts';
import type { Expression, Lens, Level } from '#shared/model/lens.ts';
import { columnsOf } from '#shared/model/lens-evidence.ts';

/** What a lens names and a database lacks, in sentences: a level without its table or id is not shown, the rest is left out. */
export function lacksOf(lens: Lens, catalogue: Catalogue): readonly string[] {
  const { session, episode, steps, states, measures } = lens;
  const lack = (
    what: string,
    table: string,
    schema: string | undefined,
    expressions: readonly (Expression | undefined)[],
  ) => {
    const found = findTable(catalogue, table, schema);
    if (found === undefined) return [`${what}: there is no table ${table}`];
    const gone = expressions
      .flatMap((each) => (each === undefined ? [] : columnsOf(each)))
      .filter((column) => findColumn(found, column) === undefined);
    return [...new Set(gone)].map((column) => `${what}: ${table} has no column ${column}`);
  };
  const ofLevel = (level: Level | undefined) =>
    level === undefined
      ? []
      : lack(plural(level.word), level.table, level.schema, [
          ...level.id,
          ...(level.parent ?? []),
          level.label,
          ...level.order.map(({ by }) => by),
          ...level.facts.map(({ value }) => value),
        ]);
  const ofSteps = () => {
    if (steps === undefined) return [];
    const { x, y, z } = steps.position ?? {};
    const own = measures.filter(({ level, of }) => level === 'step' && of === undefined).map(({ value }) => value);
    return lack(plural(steps.word), steps.table, steps.schema, [
      ...[...steps.episode, steps.time.by, ...steps.within, steps.agent, steps.agentType, x, y, z],
      ...[...steps.texts, steps.state, ...own],
      ...[steps.transcript?.code, steps.transcript?.answer, steps.transcript?.conversation],
    ]);
  };
  const ofStates = () => {
    if (states === undefined) return [];
    const { title, table, session: ids, time, value, part } = states;
    return lack(title.toLowerCase(), table, undefined, [...ids, time, value, part?.by]);
  };
  return [...ofLevel(session), ...ofLevel(episode), ...ofSteps(), ...ofStates()];
}

function plural([, many]: readonly [string, string]): string {
  return many;
}
