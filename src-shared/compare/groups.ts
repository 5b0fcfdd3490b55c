import { isTagged } from '../model/cell.ts';
import { cellToText } from '../model/cell-text.ts';
import type { Fact, Item, Items } from './items.ts';

/** Items that have the same values of some facts. */
export interface Group {
  /** Stable: the facts' texts. */
  readonly id: string;
  readonly label: string;
  readonly items: readonly Item[];
}

/** What stands for a fact that an item does not have. */
const UNSET = 'not set';

export function factText(item: Item, fact: string): string {
  const cell = item.facts.get(fact) ?? null;
  return cell === null ? UNSET : cellToText(cell);
}

/** Items by the values of some facts, in the order of the items; by none, every item stands alone. */
export function groupItems({ items, facts }: Items, by: readonly string[]): readonly Group[] {
  if (by.length === 0) return items.map((item) => ({ id: item.id, label: item.label, items: [item] }));
  const told = by.length === 1 ? by : by.filter((fact) => distinctTexts(items, fact).size > 1);
  const groups = Map.groupBy(items, (item) => JSON.stringify(by.map((fact) => factText(item, fact))));
  return [...groups.values()].map((members): Group => {
    const first = members[0]!;
    const texts = by.map((fact) => factText(first, fact));
    const words = told.map((fact) => `${titleOf(facts, fact)} ${factText(first, fact)}`);
    return {
      id: texts.length === 1 ? (texts[0] ?? '') : JSON.stringify(texts),
      label: told.length === 1 ? factText(first, told[0]!) : told.length === 0 ? 'All' : words.join(', '),
      items: members,
    };
  });
}

/** As in “mean by learning rate”, where one fact alone tells groups apart: their labels are its values, which may be plain numbers. */
export function byText({ items, facts }: Items, by: readonly string[]): string {
  const told = by.length === 1 ? by : by.filter((fact) => distinctTexts(items, fact).size > 1);
  return told.length === 1 ? ` by ${titleOf(facts, told[0]!)}` : '';
}

function titleOf(facts: readonly Fact[], id: string): string {
  return facts.find((fact) => fact.id === id)?.title ?? id;
}

export function distinctTexts(items: readonly Item[], fact: string): ReadonlySet<string> {
  return new Set(items.map((item) => factText(item, fact)));
}

/** A fact that only says which of several equal runs it is. */
export const isSeed = ({ id, title }: Fact): boolean =>
  /(^|[._\s-])(seed|replicate|repeat|trial_?id|run_?id)s?$/i.test(id) || /\bseed\b/i.test(title);

/**
 * The facts that make seed groups: everything that runs were started with and that differs, apart from the seed. Leaves of a
 * configuration where there is one; else facts of words and whole numbers that some runs share.
 */
export function parametersOf({ items, facts }: Items): readonly string[] {
  const varied = facts.filter((fact) => {
    if (isSeed(fact)) return false;
    const distinct = distinctTexts(items, fact.id).size;
    return distinct > 1 && distinct < items.length;
  });
  const leaves = varied.filter(({ leaf }) => leaf);
  const chosen = leaves.length > 0 ? leaves : varied.filter(({ id }) => items.every((item) => isWord(item, id)));
  return chosen.map(({ id }) => id);
}

/** A value somebody chose, rather than one that was measured or a time. */
function isWord(item: Item, fact: string): boolean {
  const cell = item.facts.get(fact) ?? null;
  if (isTagged(cell)) return cell.k === 'enum' || cell.k === 'uuid';
  return typeof cell !== 'number' || Number.isInteger(cell);
}

/** The fact by which items of two groups belong together, as its name says: the same scenario or task. A seed says that of nothing. */
export function pairingFact({ facts }: Items, groups: readonly Group[], by: readonly string[]): string | undefined {
  const named = facts.filter(({ id }) => !by.includes(id) && /scenario|instance|problem|task|bundle/i.test(id));
  return named.find(({ id }) => groups.filter(({ items }) => tellsApart(items, id)).length > 1)?.id;
}

/** Whether every item has a value of its own. */
function tellsApart(items: readonly Item[], fact: string): boolean {
  if (items.length < 2 || items.some((item) => (item.facts.get(fact) ?? null) === null)) return false;
  return distinctTexts(items, fact).size === items.length;
}
