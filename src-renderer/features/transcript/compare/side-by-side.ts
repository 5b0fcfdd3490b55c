import { diffLines } from 'diff';

/** A line of two texts beside each other; `null` where only the other has one. */
export interface LinePair {
  readonly left: string | null;
  readonly right: string | null;
  readonly same: boolean;
}

/** Longer texts are put beside each other line by line, without looking for what moved. */
const LONGEST = 400_000;

/** Two texts line by line: equal lines on one height, changed ones beside each other. */
export function sideBySide(left: string, right: string): readonly LinePair[] {
  if (left.length + right.length > LONGEST) return paired(linesOf(left), linesOf(right));
  const pairs: LinePair[] = [];
  let removed: readonly string[] = [];
  for (const { value, added, removed: isRemoved } of diffLines(ended(left), ended(right))) {
    const lines = value.replace(/\n$/, '').split('\n');
    if (isRemoved) removed = lines;
    else if (added) {
      pairs.push(...paired(removed, lines));
      removed = [];
    } else {
      pairs.push(...paired(removed, []), ...lines.map((line) => ({ left: line, right: line, same: true })));
      removed = [];
    }
  }
  return [...pairs, ...paired(removed, [])];
}

function paired(left: readonly string[], right: readonly string[]): readonly LinePair[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => ({
    ...{ left: left[at] ?? null, right: right[at] ?? null },
    same: left[at] === right[at],
  }));
}

/** A last line without an end is no other line than one with it. */
const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n');
