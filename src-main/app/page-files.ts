import { extname, isAbsolute, join, relative } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};

/**
 * The file of the built page that a URL's path names, or `undefined` when it names none: decoded once, no way out of the
 * folder, known kinds only.
 */
export function pageFile(
  folder: string,
  pathname: string,
): { readonly path: string; readonly type: string } | undefined {
  const decoded = decode(pathname === '/' ? '/index.html' : pathname);
  if (decoded === undefined || /[\\:\0]/.test(decoded)) return undefined;
  const path = join(folder, decoded);
  const way = relative(folder, path);
  const type = types[extname(path)];
  return way === '' || way.startsWith('..') || isAbsolute(way) || type === undefined ? undefined : { path, type };
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
