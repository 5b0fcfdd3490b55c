import type { Compared, Measured } from './compare.ts';
import { distinctTexts, factText, type Group } from './groups.ts';

export interface TaskScores {
  /** The first groups that have values. */
  readonly groups: readonly Group[];
  /** Of each group, by task. */
  readonly scores: readonly (readonly (readonly number[])[])[];
  readonly tasks: readonly string[];
  /** How many tasks are left out because some group has no value of them. */
  readonly left: number;
}

/** The values of groups by the tasks that a fact tells apart; one task without it. */
export function scoresByTask(
  { groups: all, items }: Compared,
  { values }: Measured,
  task: string | undefined,
  most: number,
): TaskScores {
  const groups = all.filter((group) => group.items.some(({ id }) => values.has(id))).slice(0, most);
  const names = task === undefined ? ['all'] : [...distinctTexts(items.items, task)];
  const byTask = groups.map((group) =>
    Map.groupBy(group.items, (item) => (task === undefined ? 'all' : factText(item, task))),
  );
  const of = (at: number, name: string) => (byTask[at]?.get(name) ?? []).flatMap(({ id }) => values.get(id) ?? []);
  const tasks = names.filter((name) => groups.every((_, at) => of(at, name).length > 0));
  const scores = groups.map((_, at) => tasks.map((name) => of(at, name)));
  return { groups, scores, tasks, left: names.length - tasks.length };
}
