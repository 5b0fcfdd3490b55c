import type { Measure } from '../model/experiment.ts';
import { mean, median } from '../statistics/describe.ts';
import { distinctTexts, type Group, groupItems, pairingFact, parametersOf } from './groups.ts';
import { type Asker, type Items, type Level, readItems, type Where } from './items.ts';
import { factValues, type Line, readLines, type StepSummary, type Summary } from './values.ts';

/** What is compared. */
export interface CompareRequest {
  readonly level: Level;
  /** Ids of measures; `fact:NAME` is a fact that is a number. */
  readonly measures: readonly string[];
  /** Of sessions: what a measure comes to over their episodes; `tail` is the mean of the last `last` of them. */
  readonly of: Summary;
  readonly last: number;
  /** What a measure of steps comes to in an episode; as the lens says without it. */
  readonly steps?: StepSummary | undefined;
  /** Facts that make groups; `parameters` all that runs were started with apart from the seed; none: each item by itself. */
  readonly by: readonly string[];
  /** Only these sessions, and theirs; all when empty. */
  readonly sessions: readonly string[];
}

/** A measure and its value of each item that has a finite one. */
export interface Measured {
  readonly measure: Pick<Measure, 'id' | 'title' | 'unit'>;
  readonly values: ReadonlyMap<string, number>;
  /** Over the episodes of sessions, where it was read so. */
  readonly lines: readonly Line[];
}

/** Everything a comparison is computed from. */
export interface Compared {
  readonly items: Items;
  readonly by: readonly string[];
  readonly groups: readonly Group[];
  readonly measured: readonly Measured[];
  /** The fact that tells which items of two groups belong together, as far as names tell. */
  readonly pairing: string | undefined;
}

/** Reads what is compared, every item of it. */
export async function readCompared(asker: Asker, where: Where, request: CompareRequest): Promise<Compared> {
  const items = await readItems(asker, where, request.level, request.sessions);
  const measured: Measured[] = [];
  for (const measure of request.measures) measured.push(await readMeasured(asker, where, items, measure, request));
  return arrange(items, request.by, measured);
}

/** Puts what was read into groups. */
export function arrange(items: Items, wanted: readonly string[], measured: readonly Measured[]): Compared {
  const by = wanted.flatMap((fact) => (fact === PARAMETERS ? parametersOf(items) : [fact]));
  const groups = wanted.length > 0 && by.length === 0 ? [everything(items)] : groupItems(items, by);
  return { items, by, groups, measured, pairing: pairingFact(items, groups, by) };
}

export const PARAMETERS = 'parameters';
export const FACT = 'fact:';

const everything = ({ items }: Items): Group => ({ id: 'all', label: 'All', items });

/** A measure, or a fact that is a number, of all items: only facts are looked for among `items`. */
export async function readMeasured(
  asker: Asker,
  where: Where,
  items: Items,
  measure: string,
  request: Pick<CompareRequest, 'level' | 'of' | 'last' | 'steps' | 'sessions'>,
): Promise<Measured> {
  if (measure.startsWith(FACT)) {
    const id = measure.slice(FACT.length);
    const fact = items.facts.find((each) => each.id === id);
    const { title = id, unit = null } = fact ?? {};
    return { measure: { id: measure, title, unit }, values: factValues(items, id), lines: [] };
  }
  const read = await readLines(asker, where, measure, request);
  const values = new Map<string, number>();
  for (const { session, episodes, values: own } of read.lines) {
    if (request.level === 'episode') for (const [at, id] of episodes.entries()) values.set(id, own[at]!);
    else if (session !== null && own.length > 0) values.set(session, summarise(own, request));
  }
  return { measure: read.measure, values, lines: read.lines };
}

/** What the values of a session's episodes come to, in their order. */
export function summarise(values: readonly number[], { of, last }: Pick<CompareRequest, 'of' | 'last'>): number {
  switch (of) {
    case 'mean':
      return mean(values);
    case 'median':
      return median(values);
    case 'last':
      return values.at(-1) ?? Number.NaN;
    case 'tail':
      return mean(values.slice(-Math.max(1, last)));
    case 'highest':
      return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    case 'lowest':
      return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  }
}

/** Facts that could make groups: some items share a value, and there are several values; fewest first. */
export function groupingFacts({ items, facts }: Items): readonly { readonly id: string; readonly title: string }[] {
  return facts
    .map((fact) => ({ ...fact, distinct: distinctTexts(items, fact.id).size }))
    .filter(({ distinct }) => distinct > 1 && distinct < Math.max(items.length, 3))
    .sort((one, other) => one.distinct - other.distinct)
    .map(({ id, title }) => ({ id, title: id.startsWith('session.') ? `${title} (of the session)` : title }));
}
