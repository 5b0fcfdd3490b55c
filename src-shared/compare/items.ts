import type { DatabaseClient } from '../contract/index.ts';
import { type Cell, isTagged } from '../model/cell.ts';
import { cellToText } from '../model/cell-text.ts';
import { Failure } from '../model/failure.ts';
import type { PageRequest } from '../model/filter.ts';
import { nameWithin } from '../model/name-within.ts';
import type { Page } from '../model/page.ts';
import { leavesOf } from './leaves.ts';

/** What a comparison asks of a database: nothing that lists and charts do not ask too. */
export type Asker = Pick<DatabaseClient, 'sessions' | 'episodes' | 'series' | 'measures'>;

export type Level = 'session' | 'episode';

/** A session or an episode with its facts: those of the list, each leaf of a JSON fact, and its session's (`session.…`). */
export interface Item {
  readonly id: string;
  readonly label: string;
  /** Of an episode, where there are sessions. */
  readonly session: string | null;
  readonly facts: ReadonlyMap<string, Cell>;
}

/** A fact that some item has. */
export interface Fact {
  readonly id: string;
  readonly title: string;
  readonly unit: string | null;
  /** Whether it is a leaf of a JSON fact, such as a hyperparameter of a configuration. */
  readonly leaf: boolean;
}

export interface Items {
  readonly items: readonly Item[];
  readonly facts: readonly Fact[];
}

/** Where a session or an episode is asked for. */
export interface Where {
  readonly database: string;
  /** Goes with every question: the signal that cancels them. */
  readonly options?: Parameters<Asker['sessions']['page']>[1];
}

/** More than these are too many to be taken into a window. */
const MOST_ITEMS = 100_000;

/** All sessions, or all episodes with what their sessions say of them. `sessions`: only these and theirs; all when empty. */
export async function readItems(
  asker: Asker,
  where: Where,
  level: Level,
  sessions: readonly string[] = [],
): Promise<Items> {
  const above = await readLevel(asker, where, 'session', undefined);
  const wanted = sessions.length === 0 ? above.items : above.items.filter(({ id }) => sessions.includes(id));
  if (level === 'session') return { ...above, items: wanted };
  const lists: Items[] = [];
  await assertFew(asker, where, sessions);
  if (sessions.length === 0) lists.push(await readLevel(asker, where, 'episode', undefined));
  else for (const { id } of wanted) lists.push(await readLevel(asker, where, 'episode', id));
  return withSessions(lists, above);
}

/** Says so before the first of too many is read. */
async function assertFew(asker: Asker, { database, options }: Where, sessions: readonly string[]): Promise<void> {
  const request: PageRequest = { conditions: [], search: '', sort: [], limit: 1 };
  let count = 0;
  for (const session of sessions.length === 0 ? [undefined] : sessions) {
    count += await asker.episodes.count({ database, request, ...(session !== undefined && { session }) }, options);
  }
  if (count > MOST_ITEMS)
    throw new Failure(
      'BAD_INPUT',
      `These are ${count} episodes: choose sessions with no more than ${MOST_ITEMS} together`,
    );
}

async function readLevel(asker: Asker, where: Where, level: Level, session: string | undefined): Promise<Items> {
  const facts = new Map<string, Fact>();
  const items = new Map<string, Item>();
  const { database, options } = where;
  let after: string | undefined;
  for (;;) {
    const request: PageRequest = { conditions: [], search: '', sort: [], limit: 5000, ...(after && { after }) };
    const page =
      level === 'session'
        ? await asker.sessions.page({ database, request }, options)
        : await asker.episodes.page({ database, request, ...(session !== undefined && { session }) }, options);
    const whole = (id: string, column: string) => asker[`${level}s`].cell({ database, id, column }, options);
    for (const item of await itemsOf(page, facts, whole, session)) items.set(item.id, item);
    after = page.keys.at(-1);
    if (!page.more || after === undefined) return { items: [...items.values()], facts: [...facts.values()] };
  }
}

/** Columns that say which item it is rather than anything of it. */
const identity = new Set(['id', 'label', 'session', 'session_label']);

async function itemsOf(
  { columns, rows }: Page,
  facts: Map<string, Fact>,
  whole: (id: string, column: string) => Promise<Cell>,
  session: string | undefined,
): Promise<readonly Item[]> {
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const [idAt, labelAt, sessionAt] = [at('id'), at('label'), at('session')];
  const items: Item[] = [];
  for (const row of rows) {
    const id = cellToText(row[idAt] ?? null);
    const own = new Map<string, Cell>();
    for (const [index, { name, title, unit }] of columns.entries()) {
      if (identity.has(name)) continue;
      const cell = row[index] ?? null;
      const leaves = leavesOf(isCutJson(cell) ? await whole(id, name) : cell);
      for (const [path, value] of leaves ?? []) {
        own.set(`${name}.${path}`, value);
        facts.set(`${name}.${path}`, { id: `${name}.${path}`, title: path, unit: null, leaf: true });
      }
      if (leaves !== undefined) continue;
      own.set(name, cell);
      facts.set(name, { id: name, title, unit, leaf: false });
    }
    const above = sessionAt < 0 ? (session ?? null) : cellToText(row[sessionAt] ?? null);
    items.push({ id, label: cellToText(row[labelAt] ?? null), session: above, facts: own });
  }
  return items;
}

/** Whether a page holds only the beginning of an object. */
export function isCutJson(cell: Cell): boolean {
  return isTagged(cell) && cell.k === 'cut' && cell.head.trimStart().startsWith('{');
}

function withSessions(lists: readonly Items[], above: Items): Items {
  const sessions = new Map(above.items.map((item) => [item.id, item]));
  const facts = new Map(lists.flatMap((list) => list.facts).map((fact) => [fact.id, fact]));
  if (sessions.size > 0) facts.set('session', { id: 'session', title: 'Session', unit: null, leaf: false });
  for (const fact of above.facts) facts.set(`session.${fact.id}`, { ...fact, id: `session.${fact.id}` });
  const items = lists
    .flatMap((list) => list.items)
    .map((item): Item => {
      const session = item.session === null ? undefined : sessions.get(item.session);
      if (session === undefined) return item;
      const inherited = [...session.facts].map(([id, value]) => [`session.${id}`, value] as const);
      return {
        ...item,
        label: nameWithin(session.label, item.label),
        facts: new Map([['session', session.label], ...item.facts, ...inherited]),
      };
    });
  return { items, facts: [...facts.values()] };
}
