import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where database processes keep long series that are prepared (see `src-main/database/queries/pyramid/`). */
export function preparedFolder(cacheFolder: string): string {
  return join(cacheFolder, 'pyramids');
}

/** How many bytes they take. */
export async function preparedBytes(cacheFolder: string): Promise<number> {
  const folder = preparedFolder(cacheFolder);
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Removes all of them; one that is being made is not finished. */
export async function clearPrepared(cacheFolder: string): Promise<void> {
  await rm(preparedFolder(cacheFolder), { recursive: true, force: true });
}
