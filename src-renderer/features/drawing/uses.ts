import type { TableRef } from '#shared/model/catalogue.ts';
import type { ColumnLook, ColumnRole } from '#shared/model/drawing.ts';
import type { Expression } from '#shared/model/expression.ts';
import type { Level } from '#shared/model/lens.ts';
import { columnsOf } from '#shared/model/lens-evidence.ts';
import type { LensFile } from '#shared/model/lens-file.ts';

/** What a column is for, in words, and the role in which it was chosen for that. */
export interface Use {
  readonly words: string;
  readonly role?: ColumnRole | undefined;
}

/** Whether a part of a lens is about a table; one without a schema is about any of that name. */
export function isAbout(
  part: { readonly table: string; readonly schema?: string | undefined } | undefined,
  { name, schema }: TableRef,
): boolean {
  return part?.table === name && (part.schema === undefined || part.schema === schema);
}

/** What a lens uses the columns of a table for, by column; those that it does not use are not among them. */
export function usesOf(lens: LensFile, table: TableRef): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  for (const [words, of, role] of named(lens, table)) {
    for (const column of new Set(of.flatMap((each) => (each === undefined ? [] : columnsOf(each))))) {
      const known = uses.get(column) ?? [];
      if (!known.some((use) => use.words === words)) uses.set(column, [...known, { words, role }]);
    }
  }
  return uses;
}

type Named = readonly [words: string, of: readonly (Expression | undefined)[], role?: ColumnRole];

function named({ session, episode, steps, states, measures }: LensFile, table: TableRef): readonly Named[] {
  const isHere = (part: Parameters<typeof isAbout>[0]) => isAbout(part, table);
  const [one, run] = [session?.word[0] ?? 'session', episode?.word[0] ?? 'episode'];
  const { x, y, z } = steps?.position ?? {};
  const measured = (level: 'step' | 'episode') =>
    measures.filter((each) => each.level === level && each.of === undefined).map(({ value }) => value);
  return [
    ...(isHere(session) ? ofLevel(session!, undefined) : []),
    ...(isHere(episode) ? ofLevel(episode!, one) : []),
    ...(isHere(episode) ? [['measure', measured('episode'), 'measure'] as const] : []),
    ...(isHere(steps)
      ? ([
          [`belongs to ${run}`, steps!.episode, 'episode'],
          ['order', [steps!.time.by], 'time'],
          ['agent', [steps!.agent], 'agent'],
          ['kind of agent', [steps!.agentType], 'agentType'],
          ['x', [x], 'x'],
          ['y', [y], 'y'],
          ['z', [z], 'z'],
          ['state', [steps!.state], 'state'],
          ['written by the agent', [steps!.transcript?.code], 'text'],
          ['answered', [steps!.transcript?.answer], 'text'],
          ['conversation', [steps!.transcript?.conversation], 'text'],
          ['text', steps!.texts, 'text'],
          ['measure', measured('step'), 'measure'],
        ] as const)
      : []),
    ...(isHere(states)
      ? ([
          [`belongs to ${one}`, states!.session, 'session'],
          ['from when', [states!.time], 'time'],
          ['state', [states!.value], 'state'],
          [states!.part?.word[0] ?? 'part', [states!.part?.by], 'agent'],
        ] as const)
      : []),
  ];
}

function ofLevel({ word: [one, many], id, parent, label, order, facts }: Level, above: string | undefined) {
  return [
    [`names the ${one}`, id, 'id'],
    [`belongs to ${above ?? 'session'}`, parent ?? [], 'session'],
    [`label of the ${one}`, [label], 'label'],
    [`order of ${many}`, order.slice(0, 1).map(({ by }) => by), 'time'],
    [`beside the ${one}`, facts.map(({ value }) => value)],
  ] satisfies readonly Named[];
}

/** What speaks most for a column that is not used, where enough does; `undefined` where nothing speaks for it. */
export function likeliestOf({
  roles,
}: ColumnLook): readonly [role: ColumnRole, reasons: readonly string[]] | undefined {
  const [first] = (Object.entries(roles) as [ColumnRole, NonNullable<ColumnLook['roles'][ColumnRole]>][]).toSorted(
    ([, a], [, b]) => b.score - a.score,
  );
  return first === undefined || first[1].score < likely ? undefined : [first[0], first[1].reasons];
}

/** What speaks for a column at least for it to count as likely. */
export const likely = 3;

/** Roles in words: "could be an agent". */
export const roleWords: Readonly<Record<ColumnRole, string>> = {
  id: 'an id',
  label: 'a label',
  session: 'a session',
  episode: 'an episode',
  time: 'an order',
  agent: 'an agent',
  agentType: 'a kind of agent',
  x: 'x',
  y: 'y',
  z: 'z',
  measure: 'a measure',
  state: 'a state',
  text: 'a text',
};
