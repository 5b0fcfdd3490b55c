import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Failure } from '#shared/model/failure.ts';
import type { Source } from '#shared/model/source.ts';

/**
 * Which paths may be opened. A window could name any path, so on the desktop only those count that a person handed over
 * (dialog, drop, argument, file manager, an earlier opening); under `serve`, everything below its roots.
 */
export class Grants {
  readonly #roots: readonly string[] | null;
  readonly #granted = new Set<string>();

  constructor(roots: readonly string[] | null) {
    this.#roots = roots;
  }

  add(path: string): void {
    this.#granted.add(resolve(path));
  }

  /** The source a path stands for; fails when it may not be opened or is not there. */
  async identify(path: string): Promise<Source> {
    const whole = resolve(path);
    await this.check(whole);
    const found = await stat(whole).catch((thrown: NodeJS.ErrnoException) => {
      throw notReadable(whole, thrown);
    });
    return { kind: found.isDirectory() ? 'folder' : 'file', path: whole };
  }

  async check(path: string): Promise<void> {
    if (this.#granted.has(resolve(path))) return;
    if (this.#roots !== null && (await this.#belowRoot(path))) return;
    throw new Failure(
      'NOT_ALLOWED',
      this.#roots === null
        ? 'Starling opens only files that were chosen, dropped or named on its command line'
        : 'This file is not below a folder that Starling was given; start it with --root for that folder',
    );
  }

  async #belowRoot(path: string): Promise<boolean> {
    const real = await realpath(path).catch(() => resolve(path));
    const roots = await Promise.all((this.#roots ?? []).map((root) => realpath(root).catch(() => resolve(root))));
    return roots.some((root) => isBelow(root, real));
  }
}

export function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export function notReadable(path: string, thrown: NodeJS.ErrnoException): Failure {
  const more = { detail: thrown.message, cause: thrown };
  if (thrown.code === 'EACCES' || thrown.code === 'EPERM')
    return new Failure('NO_PERMISSION', `You have no permission to read ${path}`, more);
  return new Failure('FILE_NOT_FOUND', `${path} is not there any more; it may have been moved or renamed`, more);
}
