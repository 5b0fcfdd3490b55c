/** A name that every system takes, whatever the rows are called. */
export function fileName(suggested: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it takes out
  const plain = suggested.replace(/[\u0000-\u001f\u007f/\\:*?"<>|]+/g, '-').replace(/^[. ]+|[. ]+$/g, '');
  return plain === '' ? 'export' : plain;
}
