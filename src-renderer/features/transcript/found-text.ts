import { type RefObject, useEffect } from 'react';

const NAME = 'transcript-found';

/** Marks every place below an element where a text stands, whatever its case; the element itself is not changed. */
export function useFoundText(element: RefObject<HTMLElement | null>, text: string, drawn: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn decides which texts there are
  useEffect(() => {
    const root = element.current;
    if (root === null || text === '' || !('highlights' in CSS)) return;
    const marks = CSS.highlights.get(NAME) ?? new Highlight();
    CSS.highlights.set(NAME, marks);
    const ranges = rangesOf(root, text.toLowerCase());
    for (const range of ranges) marks.add(range);
    return () => {
      for (const range of ranges) marks.delete(range);
    };
  }, [element, text, drawn]);
}

/** Places may begin in one node and end in another: colours split a line of code into several. */
function rangesOf(root: HTMLElement, wanted: string): readonly Range[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: { readonly node: Node; readonly from: number }[] = [];
  let whole = '';
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    nodes.push({ node, from: whole.length });
    whole += (node.nodeValue ?? '').toLowerCase();
  }
  const ranges: Range[] = [];
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    place(nodes, at, (node, offset) => range.setStart(node, offset));
    place(nodes, at + wanted.length, (node, offset) => range.setEnd(node, offset));
    ranges.push(range);
  }
  return ranges;
}

function place(
  nodes: readonly { readonly node: Node; readonly from: number }[],
  at: number,
  set: (node: Node, offset: number) => void,
): void {
  const found = nodes.findLast(({ from }) => from <= at);
  if (found !== undefined) set(found.node, Math.min(at - found.from, found.node.nodeValue?.length ?? 0));
}
