import type { OutlineStep } from '#shared/model/transcript.ts';

/** A step in the tree of those that go on from each other. */
export interface TreeLine {
  readonly place: number;
  /** How many forks lie above it: a step that alone goes on from another stands below it, not behind. */
  readonly depth: number;
  readonly children: readonly number[];
  readonly parent: number | undefined;
  /** The step it goes on from is in another episode. */
  readonly elsewhere: boolean;
  readonly folded: boolean;
}

/** The tree line by line, parents before their children, without what is below folded ones. */
export function treeLines(steps: readonly OutlineStep[], folded: ReadonlySet<number>): readonly TreeLine[] {
  const places = new Map(steps.flatMap(({ id }, place) => (id === null ? [] : [[id, place] as const])));
  const parents = steps.map(({ parent }) => (parent === null ? undefined : places.get(parent)));
  const children = new Map<number, number[]>();
  for (const [place, parent] of parents.entries()) {
    if (parent === undefined || parent === place) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [place]);
    else siblings.push(place);
  }
  const roots = steps.flatMap((_, place) => (parents[place] === undefined || parents[place] === place ? [place] : []));
  const lines: TreeLine[] = [];
  const seen = new Set<number>();
  const open = roots.toReversed().map((place) => ({ place, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { place, depth } = next;
    if (seen.has(place)) continue;
    seen.add(place);
    const own = children.get(place) ?? [];
    const isFolded = folded.has(place) && own.length > 0;
    lines.push({
      ...{ place, depth, children: own, folded: isFolded },
      parent: parents[place],
      elsewhere: steps[place]!.parent !== null && parents[place] === undefined,
    });
    if (isFolded) continue;
    for (const child of own.toReversed()) open.push({ place: child, depth: depth + (own.length > 1 ? 1 : 0) });
  }
  return lines;
}
