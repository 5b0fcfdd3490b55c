/** Something the palette can do or go to. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** Where it belongs, in a quieter voice. */
  readonly aside: string;
  readonly group: 'Places' | 'Questions' | 'Tables' | 'Actions' | 'Recent';
  readonly shortcut?: string | null;
  run(): void;
}

/**
 * How well a text answers what was typed; `undefined` when it does not. Every typed word must be found, best at the start of a
 * word, at worst as the first letters of its words.
 */
export function score(typed: string, label: string, aside = ''): number | undefined {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  let sum = 0;
  for (const word of words) {
    const own = wordScore(word, label.toLowerCase());
    const other = own === undefined ? wordScore(word, aside.toLowerCase()) : undefined;
    if (own === undefined && other === undefined) return undefined;
    sum += own ?? (other ?? 0) / 3;
  }
  return sum - label.length / 200;
}

function wordScore(word: string, text: string): number | undefined {
  const at = text.indexOf(word);
  if (at === 0) return 3;
  if (at > 0) return /[\s_./-]/.test(text[at - 1] ?? '') ? 2.5 : 2;
  return isInitials(word, text) ? 1 : undefined;
}

/** `od` stands for `Open database`, `eid` for `episode_id`. */
function isInitials(word: string, text: string): boolean {
  const initials = text.split(/[\s_./-]+/).map((part) => part.charAt(0));
  return word.length > 1 && initials.join('').startsWith(word);
}

/** The best answers, best first; everything in its own order while nothing is typed. */
export function rank(items: readonly PaletteItem[], typed: string, most = 60): readonly PaletteItem[] {
  if (typed.trim() === '') return items.slice(0, most);
  return items
    .flatMap((item) => {
      const points = score(typed, item.label, item.aside);
      return points === undefined ? [] : [{ item, points }];
    })
    .sort((one, other) => other.points - one.points)
    .slice(0, most)
    .map(({ item }) => item);
}
