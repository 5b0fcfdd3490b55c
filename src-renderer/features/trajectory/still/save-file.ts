/** Gives a file out, under a name that every system takes. */
export function saveFile(parts: readonly BlobPart[], type: string, name: string, ending: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').trim() || 'picture'}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
