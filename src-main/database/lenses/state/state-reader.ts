import type { Json, StepState } from '#shared/model/step-state.ts';
import { cutTree } from './cut-tree.ts';

/** Decodes what a column of states holds, all of it. Never fails for what it cannot decode: that becomes a notice. */
export type StateReader = (text: string) => Promise<StepState>;

/** Longest text that is parsed, in characters; a parsed value takes many times as much memory. */
const LONGEST = 24 * 1024 * 1024;

/** Any JSON: one part, the whole. */
export const readPlainState: StateReader = async (text) => {
  const parsed = parseState(text);
  if ('notice' in parsed) return { size: text.length, sections: [], notices: [parsed.notice] };
  const section = { id: 'state', title: 'State', summary: summaryOf(parsed.value), counts: [], tree: parsed.value };
  return { size: text.length, sections: [section], notices: [] };
};

/** The JSON of a text, or why there is none. Numbers that only Python takes for JSON become text. */
export function parseState(text: string): { readonly value: Json } | { readonly notice: string } {
  if (text.length > LONGEST) {
    return {
      notice: `The state has ${Math.round(text.length / 1e6)} million characters, too many to unfold; read it as text`,
    };
  }
  const repaired = () => parsed(text.replaceAll(/([[,:]\s*)(NaN|-?Infinity)(?=\s*[\],}])/g, '$1"$2"'));
  return parsed(text) ?? repaired() ?? { notice: 'The state is no JSON; read it as text' };
}

function parsed(text: string): { readonly value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}

/** Things that are drawn on a map. */
const THINGS = 50_000;

/** The state with its trees cut to what a window can show, which it says. */
export function cutState({ sections, notices, map, ...rest }: StepState): StepState {
  let left = 0;
  const shown = sections.map((section) => {
    const { tree, leftOut } = cutTree(section.tree);
    left += leftOut;
    return { ...section, tree };
  });
  const hidden = (map?.things.length ?? 0) - THINGS;
  const more = [
    ...(left === 0 ? [] : [`${left} values are left out of what can be unfolded; read the state as text to see all`]),
    ...(hidden <= 0 ? [] : [`${hidden} things are left out of the map, which draws ${THINGS} at most`]),
  ];
  const drawn = map && { map: { ...map, things: map.things.slice(0, THINGS) } };
  return { ...rest, sections: shown, notices: [...notices, ...more], ...drawn };
}

function summaryOf(value: Json): string {
  if (Array.isArray(value)) return `${value.length} items`;
  return typeof value === 'object' && value !== null ? `${Object.keys(value).length} keys` : String(value);
}
