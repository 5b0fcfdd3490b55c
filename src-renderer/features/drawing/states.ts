import type { TableInfo } from '#shared/model/catalogue.ts';
import type { Level, States } from '#shared/model/lens.ts';
import { countOf } from '../../format/number.ts';

/** States in a table: its first time is from when they hold, a truth value what they are. */
export function statesOver({ name, columns }: TableInfo): States {
  const first = (kind: string) => columns.find((column) => column.kind === kind)?.name ?? '';
  return {
    ...{ title: 'States', words: { on: 'on', off: 'off' }, table: name },
    ...{ session: [], time: first('time'), within: [], value: first('boolean'), on: [], off: [] },
  };
}

/** `undefined` for states that lack something, which is said. */
export function statesReady(
  states: States | undefined,
  session: Level | undefined,
  lacking: string[],
): States | undefined {
  if (states === undefined) return undefined;
  const { table, time, value } = states;
  const lacks = [
    ...(session === undefined ? ['States are of sessions: choose what table lists them'] : []),
    ...(session !== undefined && states.session.length !== session.id.length
      ? [`${table} must name the ${session.word[0]} by ${countOf(session.id.length, ['column', 'columns'])}`]
      : []),
    ...(time === '' ? [`Choose from when a row of ${table} holds`] : []),
    ...(value === '' ? [`Choose which column of ${table} says the state`] : []),
  ];
  lacking.push(...lacks);
  return lacks.length > 0 ? undefined : { ...states, title: states.title.trim() || 'States' };
}
