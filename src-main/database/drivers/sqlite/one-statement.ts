/** Text that is skipped when looking for semicolons: strings, identifiers and comments, closed or running to the end. */
const SKIPPED =
  /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`[^`]*(?:`|$)|\[[^\]]*(?:\]|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** Whether nothing but blanks and comments follows the first semicolon. */
export function isOneStatement(text: string): boolean {
  const bare = text.replace(SKIPPED, (part) => (part.startsWith('--') || part.startsWith('/*') ? ' ' : 'x'));
  const semicolon = bare.indexOf(';');
  return semicolon === -1 || /^[\s;]*$/.test(bare.slice(semicolon));
}
