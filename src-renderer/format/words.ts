/** A word at the start of a line: `training episode` → `Training episode`. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Several of them: `session` → `sessions`, `study` → `studies`, `crossing` → `crossings`. */
export function plural(word: string): string {
  if (/(?:s|x|z|ch|sh)$/i.test(word)) return /s$/i.test(word) && !/ss$/i.test(word) ? word : `${word}es`;
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return `${word}s`;
}
