import { countOf, formatCount } from '../../format/number.ts';
import type { Extent } from './pages.ts';

/** What is known of a list's length, in words: `30 episodes`, `about 2 700 000 rows`, `200 rows or more`. */
export function extentText(extent: Extent, words: readonly [string, string]): string {
  if (extent.known === 'exact') return countOf(extent.rows, words);
  if (extent.known === 'estimate') return `about ${formatCount(extent.rows)} ${words[1]}`;
  return extent.rows === 0 ? '' : `${formatCount(extent.rows)} ${words[1]} or more`;
}
