import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { Condition } from '#shared/model/filter.ts';

export type ConditionOp = Condition['op'];

interface OpWords {
  /** As a chip says it, between column and value. */
  readonly sign: string;
  /** As a menu says it. */
  readonly words: string;
  readonly values: 'none' | 'one' | 'two' | 'many';
  /** Kinds of column it makes sense for; all of them where absent. */
  readonly kinds?: readonly ColumnKind[];
}

const ordered: readonly ColumnKind[] = ['integer', 'decimal', 'float', 'time', 'text', 'other'];
const textual: readonly ColumnKind[] = ['text', 'json', 'nested', 'other'];

/** Every condition once, in the order menus offer them. */
const words: Readonly<Record<ConditionOp, OpWords>> = {
  '=': { sign: '=', words: 'is', values: 'one' },
  '!=': { sign: '≠', words: 'is not', values: 'one' },
  contains: { sign: 'contains', words: 'contains', values: 'one', kinds: textual },
  starts: { sign: 'starts with', words: 'starts with', values: 'one', kinds: textual },
  ends: { sign: 'ends with', words: 'ends with', values: 'one', kinds: textual },
  matches: { sign: 'matches', words: 'matches the pattern', values: 'one', kinds: textual },
  '<': { sign: '<', words: 'is less than', values: 'one', kinds: ordered },
  '<=': { sign: '≤', words: 'is at most', values: 'one', kinds: ordered },
  '>': { sign: '>', words: 'is more than', values: 'one', kinds: ordered },
  '>=': { sign: '≥', words: 'is at least', values: 'one', kinds: ordered },
  between: { sign: 'between', words: 'is between', values: 'two', kinds: ordered },
  in: { sign: 'in', words: 'is one of', values: 'many' },
  null: { sign: 'is NULL', words: 'is NULL', values: 'none' },
  'not null': { sign: 'has a value', words: 'has a value', values: 'none' },
  'not finite': { sign: 'is not finite', words: 'is NaN or infinite', values: 'none', kinds: ['float'] },
};

export function isOp(text: string): text is ConditionOp {
  return Object.hasOwn(words, text);
}

export function wordsOf(op: ConditionOp): OpWords {
  return words[op];
}

/** The conditions that make sense for a kind of column. */
export function opsFor(kind: ColumnKind): readonly ConditionOp[] {
  return (Object.keys(words) as ConditionOp[]).filter((op) => words[op].kinds?.includes(kind) ?? true);
}

/** What a chip says: `speed > 2.5`, `label is NULL`. */
export function conditionText({ column, op, values }: Condition, title = column): string {
  const { sign, values: wanted } = words[op];
  if (wanted === 'none') return `${title} ${sign}`;
  if (wanted === 'two') return `${title} ${sign} ${values[0] ?? ''} and ${values[1] ?? ''}`;
  const shown = values.slice(0, 3).join(', ');
  return `${title} ${sign} ${shown}${values.length > 3 ? ` and ${values.length - 3} more` : ''}`;
}

/** Whether a condition has the values it needs. */
export function isComplete({ op, values }: Condition): boolean {
  const wanted = words[op].values;
  if (wanted === 'none') return true;
  if (wanted === 'two') return values.length === 2 && values.every((value) => value !== '');
  return values.length > 0 && values[0] !== '';
}
