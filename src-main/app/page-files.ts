import { extname, isAbsolute, join, relative } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** A file of the page: where it is and what it is. */
export interface PageFile {
  readonly path: string;
  readonly contentType: string;
}

/**
 * The file below `folder` that a URL's path names, or `undefined` when it may not be served: decoded once, no way out of
 * the folder, known kinds of file only.
 * @param pathname as `URL.pathname` gives it, still encoded
 */
export function pageFile(folder: string, pathname: string): PageFile | undefined {
  const decoded = decodeOnce(pathname === '/' ? '/index.html' : pathname);
  if (decoded === undefined || /[\\:\0]/.test(decoded)) return undefined;
  const path = join(folder, decoded);
  const way = relative(folder, path);
  if (way === '' || way.startsWith('..') || isAbsolute(way)) return undefined;
  const contentType = contentTypes[extname(path).toLowerCase()];
  return contentType === undefined ? undefined : { path, contentType };
}

function decodeOnce(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
