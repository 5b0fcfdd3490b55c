/** Compares texts as people count: `episode-2` before `episode-10`, numbers by size and before text. */
export const naturally: (one: string, other: string) => number = new Intl.Collator('en', { numeric: true }).compare;
