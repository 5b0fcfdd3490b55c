/** Gives what the page made out as a file, under a name that every system takes. */
export function giveFile(parts: readonly BlobPart[], type: string, name: string, ending: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').trim() || 'starling'}${ending}`;
  link.click();
  // The download begins after this turn, and takes its address with it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
