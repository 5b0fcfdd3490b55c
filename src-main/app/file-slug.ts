/** A title as the name of a file that every system takes, its letters without their marks; empty where nothing of it can be one. */
export function fileSlug(text: string): string {
  return idSlug(
    text
      .toUpperCase()
      .normalize('NFKD')
      .replace(/\p{M}+/gu, ''),
  );
}

/** The same for ids that are derived from names again and again: a mark stands apart in them, as it always has. */
export function idSlug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}
