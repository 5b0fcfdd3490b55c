import type { Json, StateMap, StateSection } from '#shared/model/step-state.ts';
import { DEEPEST } from '../../state/cut-tree.ts';
import { parseState, type StateReader } from '../../state/state-reader.ts';
import { mapOf } from './map.ts';
import { unpacked } from './packed-entities.ts';

type JsonObject = { readonly [key: string]: Json };

/**
 * A saved game: entities (packed JSON), inventories and messages of each agent, research. The namespaces are pickled
 * variables of Python, which run code when they are loaded: only their size is told.
 */
export const readGameState: StateReader = async (text) => {
  const parsed = parseState(text);
  if ('notice' in parsed) return { size: text.length, sections: [], notices: [parsed.notice] };
  const state = objectOf(parsed.value);
  if (state === null) return { size: text.length, sections: [], notices: ['The state is no object; read it as text'] };
  const entities = await entitiesOf(state.entities);
  const sections = [
    ...('section' in entities ? [entities.section] : []),
    ...inventoriesOf(state),
    ...researchOf(state.research),
    ...messagesOf(state.agent_messages),
    ...namespacesOf(state),
    ...savedAt(state.timestamp),
  ];
  return {
    size: text.length,
    sections,
    notices: 'notice' in entities ? [entities.notice] : [],
    ...('map' in entities && { map: entities.map }),
  };
};

interface Entities {
  readonly section: StateSection;
  readonly map: StateMap;
}

async function entitiesOf(packed: Json | undefined): Promise<Entities | { notice: string } | object> {
  if (packed === undefined || packed === null) return {};
  const list = typeof packed === 'string' ? await unpacked(packed) : { value: packed };
  if ('notice' in list) return list;
  if (!Array.isArray(list.value)) return { notice: 'The entities are no list; read the state as text' };
  const entities = (list.value as readonly Json[]).map((each) => unquoted(each));
  const counts = countBy(entities.map((each) => String(objectOf(each)?.name ?? 'unnamed')));
  const summary = `${plural(entities.length, 'entity', 'entities')} of ${plural(counts.length, 'kind')}`;
  const identity = ['name', 'position'];
  return {
    section: { id: 'entities', title: 'Entities', summary, counts, tree: entities, identity },
    map: mapOf(entities),
  };
}

/** One per agent; a single one without a list in states of old. */
function inventoriesOf(state: JsonObject): readonly StateSection[] {
  const inventories = (Array.isArray(state.inventories) ? state.inventories : [state.inventory]) as readonly Json[];
  const known = inventories.map(objectOf).filter((each) => each !== null);
  if (known.length === 0) return [];
  const totals = new Map<string, number>();
  for (const [item, count] of known.flatMap((each) => Object.entries(each))) {
    const number = Number(count);
    if (Number.isFinite(number)) totals.set(item, (totals.get(item) ?? 0) + number);
  }
  const counts = sorted(totals);
  const summary = counts.length === 0 ? 'empty' : `${plural(counts.length, 'kind')} of items`;
  return [{ id: 'inventories', title: 'Inventories', summary, counts, tree: inventories }];
}

function researchOf(value: Json | undefined): readonly StateSection[] {
  const research = objectOf(value);
  if (research === null) return [];
  const technologies = Object.values(objectOf(research.technologies) ?? {}).map(objectOf);
  const done = technologies.filter((each) => each?.researched === true).length;
  const current = typeof research.current_research === 'string' ? `, now ${research.current_research}` : '';
  const summary = `${done} of ${plural(technologies.length, 'technology', 'technologies')} researched${current}`;
  return [{ id: 'research', title: 'Research', summary, counts: [], tree: research }];
}

function messagesOf(value: Json | undefined): readonly StateSection[] {
  if (!Array.isArray(value)) return [];
  const total = (value as readonly Json[]).reduce<number>(
    (sum, each) => sum + (Array.isArray(each) ? each.length : 0),
    0,
  );
  return [{ id: 'messages', title: 'Messages of agents', summary: plural(total, 'message'), counts: [], tree: value }];
}

function namespacesOf(state: JsonObject): readonly StateSection[] {
  const held = (Array.isArray(state.namespaces) ? state.namespaces : [state.namespace]) as readonly Json[];
  const sizes = held.flatMap((each) => (typeof each === 'string' ? [Math.floor(each.length / 2)] : []));
  if (sizes.length === 0) return [];
  const counts = sizes.map((count, at) => ({ name: `agent ${at}, bytes`, count }));
  const summary = `${plural(sizes.length, 'namespace')} of pickled variables, not loaded`;
  return [{ id: 'namespaces', title: 'Namespaces', summary, counts, tree: null }];
}

function savedAt(value: Json | undefined): readonly StateSection[] {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 8.64e12) return [];
  const summary = new Date(value * 1000).toISOString();
  return [{ id: 'saved', title: 'Saved', summary, counts: [], tree: null, passing: true }];
}

/** Names come with quotes of their own: `"stone-furnace"` in quotes. */
function unquoted(value: Json, depth = 0): Json {
  if (typeof value === 'string') return /^".*"$/s.test(value) ? value.slice(1, -1) : value;
  if (depth >= DEEPEST) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => unquoted(each, depth + 1));
  const object = objectOf(value);
  if (object === null) return value;
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, unquoted(inner, depth + 1)]));
}

function objectOf(value: Json | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

function countBy(names: readonly string[]): StateSection['counts'] {
  const totals = new Map<string, number>();
  for (const name of names) totals.set(name, (totals.get(name) ?? 0) + 1);
  return sorted(totals);
}

function sorted(totals: ReadonlyMap<string, number>): StateSection['counts'] {
  return [...totals]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'en'));
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
