import type { Catalogue, TableInfo } from '#shared/model/catalogue.ts';
import { cellNumber } from '#shared/model/cell.ts';
import type { Candidate, ColumnRole } from '#shared/model/drawing.ts';
import { foreignKeyOf } from '../generic/roles.ts';
import { axesOf, baseWord, type Role, snake, speaksFor } from '../generic/words.ts';
import type { Values } from './looks.ts';

type Reason = readonly [score: number, words: string] | false | null | undefined;

/** What speaks for a column in each role that it could have. */
export function rolesOfColumn(
  catalogue: Catalogue,
  table: TableInfo,
  values: Values,
): Partial<Record<ColumnRole, Candidate>> {
  const facts = factsOf(catalogue, table, values);
  const roles: Partial<Record<ColumnRole, Candidate>> = {};
  for (const [role, judge] of Object.entries(judges) as [ColumnRole, Judge][]) {
    const reasons = judge(facts).filter((reason) => !!reason);
    const score = reasons.reduce((sum, [points]) => sum + points, 0);
    if (score > 0) roles[role] = { score, reasons: reasons.filter(([points]) => points > 0).map(([, words]) => words) };
  }
  return roles;
}

interface Facts {
  readonly values: Values;
  readonly name: string;
  readonly table: TableInfo;
  readonly isNumber: boolean;
  readonly isName: boolean;
  readonly isKey: boolean;
  readonly inKey: boolean;
  /** The table that a foreign key of this column alone leads to. */
  readonly leadsTo: string | null;
  readonly repeats: boolean;
  readonly unique: boolean;
  readonly rises: boolean;
  readonly axis: 'x' | 'y' | 'z' | null;
  readonly meanLength: number;
}

function factsOf(catalogue: Catalogue, table: TableInfo, values: Values): Facts {
  const { column, texts, distinct } = values;
  const { kind, name } = column;
  const isNumber = kind === 'integer' || kind === 'float' || kind === 'decimal';
  const target = foreignKeyOf(table, name)?.references;
  const known = target !== undefined && catalogue.tables.some((each) => each.name === target.name);
  return {
    values,
    name,
    table,
    isNumber,
    isName: kind === 'integer' || kind === 'text' || kind === 'other',
    isKey: [table.primaryKey, ...table.uniques].some((key) => key.length === 1 && key[0] === name),
    inKey: table.primaryKey.length > 1 && table.primaryKey.includes(name),
    leadsTo: known ? target.name : null,
    repeats: texts.length > 3 && distinct <= texts.length / 2,
    unique: texts.length > 1 && distinct === texts.length,
    rises: risesIn(values),
    axis: axisOf(table, name),
    meanLength: texts.reduce((sum, text) => sum + text.length, 0) / Math.max(texts.length, 1),
  };
}

/** Whether most values are no less than the one before and there is more than one. */
function risesIn({ cells, column, distinct }: Values): boolean {
  if (distinct < 2) return false;
  const numbers = cells.map((cell) =>
    column.kind === 'time' || column.kind === 'text' ? Date.parse(String(cell)) : (cellNumber(cell) ?? Number.NaN),
  );
  if (column.kind === 'time' && numbers.every(Number.isNaN)) return true;
  let [pairs, rising] = [0, 0];
  for (let at = 1; at < numbers.length; at += 1) {
    const [before, now] = [numbers[at - 1]!, numbers[at]!];
    if (Number.isNaN(before) || Number.isNaN(now)) continue;
    pairs += 1;
    if (now >= before) rising += 1;
  }
  return pairs > 0 && rising / pairs >= 0.8;
}

function axisOf(table: TableInfo, name: string): Facts['axis'] {
  const numbers = table.columns.filter(({ kind }) => kind === 'integer' || kind === 'float' || kind === 'decimal');
  const axes = axesOf(numbers.map((column) => column.name));
  if (axes !== null) return axes.x === name ? 'x' : axes.y === name ? 'y' : axes.z === name ? 'z' : null;
  const words = new Set(numbers.map((column) => snake(column.name)));
  const [letter] = /(?<=^|_)[xyz]$/.exec(snake(name)) ?? [];
  const others = ['x', 'y'].map((other) => snake(name).replace(/[xyz]$/, other));
  return letter !== undefined && others.every((other) => words.has(other)) ? (letter as 'x') : null;
}

type Judge = (facts: Facts) => readonly Reason[];

const named = (role: Role, { name }: Facts): Reason => {
  const score = speaksFor(role, name);
  return (
    score > 0 && [
      score,
      `named like ${{ agentType: 'a kind', agent: 'an agent', episode: 'an episode' }[role as 'agent'] ?? `a ${role}`}`,
    ]
  );
};

/** Points that keep a column whose kind cannot serve out of a role. */
const never: Reason = [-100, ''];

/** A column that names what the rows belong to. */
const parent =
  (role: 'session' | 'episode'): Judge =>
  (facts) => [
    named(role, facts),
    facts.leadsTo !== null && [4 + speaksFor(role, facts.leadsTo) / 2, `leads to ${facts.leadsTo}`],
    facts.inKey && [2, 'part of the key'],
    facts.repeats && !facts.values.column.nullable && [0.5, 'never missing'],
    facts.repeats && [2, 'the same in many rows'],
    facts.isKey && [-6, ''],
    facts.rises && facts.isNumber && facts.repeats && [0.5, 'counts up'],
    !facts.isName && never,
  ];

const axis =
  (letter: 'x' | 'y' | 'z'): Judge =>
  (facts) => [
    facts.axis === letter && [8, `pairs with another axis`],
    new RegExp(`(^|_)${letter}($|_)`).test(snake(facts.name)) && [3, `named ${letter}`],
    facts.values.distinct > 2 && facts.values.column.kind === 'float' && [0.5, 'varies'],
    !facts.isNumber && never,
  ];

const judges: Readonly<Record<ColumnRole, Judge>> = {
  id: (facts) => [
    facts.isKey && [8, 'the key'],
    facts.inKey && [4, 'part of the key'],
    /(^|_)(id|uuid|key)$/.test(snake(facts.name)) && [3, 'named like an id'],
    facts.unique && facts.isName && [2, 'different in every row'],
    !facts.isName && never,
  ],
  label: (facts) => [
    /(^|_)(name|title|label)$/.test(snake(facts.name)) && [8, 'named like a label'],
    facts.unique && facts.meanLength <= 40 && [3, 'different in every row'],
    facts.meanLength > 80 && never,
    facts.leadsTo !== null && never,
    facts.values.column.kind !== 'text' && never,
  ],
  session: parent('session'),
  episode: parent('episode'),
  time: (facts) => [
    named('time', facts),
    facts.values.column.kind === 'time' && [3, 'holds times'],
    facts.inKey && facts.isNumber && [2, 'part of the key'],
    facts.rises && [2, 'rises from row to row'],
    facts.leadsTo !== null && [-6, ''],
    !facts.rises && facts.values.texts.length > 20 && [-1, ''],
    !facts.isNumber && facts.values.column.kind !== 'time' && never,
  ],
  agent: (facts) => [
    named('agent', facts),
    facts.inKey && [1, 'part of the key'],
    facts.repeats && [1, 'the same in many rows'],
    facts.isKey && never,
    !facts.isName && never,
  ],
  agentType: (facts) => [
    named('agentType', facts),
    facts.repeats && facts.values.distinct <= 12 && facts.values.column.kind === 'text' && [2, 'few different words'],
    facts.values.column.kind !== 'text' && facts.values.column.kind !== 'other' && [-4, ''],
    facts.values.column.kind === 'float' && never,
  ],
  x: axis('x'),
  y: axis('y'),
  z: axis('z'),
  measure: (facts) => [
    facts.isNumber && [3, 'a number'],
    facts.values.distinct > 2 && facts.isNumber && [1, 'varies'],
    facts.values.column.kind === 'float' && [1, 'measured'],
    (facts.isKey || facts.inKey || facts.leadsTo !== null) && never,
    /(^|_)id$/.test(snake(facts.name)) && never,
  ],
  state: (facts) => [
    /(^|_)(state|observation|obs|snapshot|world|info|context|namespace)(s|_json)?($|_)/.test(snake(facts.name)) && [
      3,
      'named like a state',
    ],
    ['json', 'nested', 'blob'].includes(facts.values.column.kind) && [4, 'holds nested values'],
    facts.values.column.kind === 'text' &&
      facts.values.texts.some((text) => /^\s*[[{]/.test(text)) && [4, 'holds JSON'],
    facts.isNumber && never,
  ],
  text: (facts) => [
    /(^|_)(text|code|prompt|response|message|content|feedback|note|comment|stdout|stderr|log|thought|action)s?$/.test(
      snake(facts.name),
    ) && [5, `named like ${baseWord(facts.name).replaceAll('_', ' ')}`],
    facts.meanLength > 40 && [3, 'long texts'],
    facts.values.column.kind !== 'text' && never,
  ],
};
