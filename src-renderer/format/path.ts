/** The last part of a path: what people call a file or folder. */
export function pathName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}

/** The folder that a path is in; empty for a bare name. */
export function pathFolder(path: string): string {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return at < 0 ? '' : path.slice(0, at) || '/';
}

/** What files that go together are called: the one file, or the first and how many more. */
export function pathsTitle(paths: readonly string[]): string {
  const [first = ''] = paths;
  return paths.length === 1 ? pathName(first) : `${pathName(first)} and ${paths.length - 1} more`;
}

/** Lines of a title that are still read. */
const longestTitle = 30;

/** Each path on a line of its own, for what shows on hovering; of many the first. */
export function pathsWhole(paths: readonly string[]): string {
  const more = paths.length - longestTitle;
  return [...paths.slice(0, longestTitle), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}
