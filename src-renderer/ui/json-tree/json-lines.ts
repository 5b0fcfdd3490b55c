import type { JsonNode } from './json-node.ts';

/** One line of an unfolded tree. */
export interface JsonLine {
  /** Where the node is: keys joined by NUL; unique. */
  readonly path: string;
  readonly depth: number;
  readonly name: string | undefined;
  readonly node: JsonNode;
  readonly unfolded: boolean;
}

/** Levels that are unfolded without asking, as long as the tree stays small. */
const openDepth = 2;
const smallBranch = 60;

/** Whether a branch is unfolded: as a person set it, otherwise by its depth and size. */
export function isUnfolded(node: JsonNode, path: string, depth: number, set: ReadonlyMap<string, boolean>): boolean {
  if (node.kind === 'leaf') return false;
  return set.get(path) ?? (depth === 0 || (depth < openDepth && node.entries.length <= smallBranch));
}

/** The lines of a tree that are in view. With a search: only lines that hold the text, and the way to them. */
export function jsonLines(root: JsonNode, set: ReadonlyMap<string, boolean>, search = ''): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  const text = search.trim().toLowerCase();
  const found = text === '' ? undefined : findPaths(root, text);
  walk(root, '', 0, undefined);
  return lines;

  function walk(node: JsonNode, path: string, depth: number, name: string | undefined): void {
    if (found !== undefined && !found.has(path)) return;
    const unfolded = found === undefined ? isUnfolded(node, path, depth, set) : node.kind === 'branch';
    lines.push({ path, depth, name, node, unfolded });
    if (!unfolded || node.kind === 'leaf') return;
    for (const [key, child] of node.entries) walk(child, `${path}\0${key}`, depth + 1, key);
  }
}

/** Paths of the nodes whose name or text holds the text, with all their ancestors. */
function findPaths(root: JsonNode, text: string): ReadonlySet<string> {
  const found = new Set<string>();
  visit(root, '', undefined);
  return found;

  function visit(node: JsonNode, path: string, name: string | undefined): boolean {
    let holds = name?.toLowerCase().includes(text) ?? false;
    if (node.kind === 'leaf') holds ||= node.text.toLowerCase().includes(text);
    else for (const [key, child] of node.entries) holds = visit(child, `${path}\0${key}`, key) || holds;
    if (holds) found.add(path);
    return holds;
  }
}

/** What a folded branch says: `{ 3 }`, `[ 120 ]`. */
export function branchText(node: JsonNode): string {
  if (node.kind === 'leaf') return '';
  return node.open === '{' ? `{ ${node.entries.length} }` : `[ ${node.entries.length} ]`;
}
