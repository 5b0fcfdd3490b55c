import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { preparedFolder } from '../src-main/app/prepared.ts';
import { applicationFolder } from './product.ts';

/** Where the application that is measured keeps its pyramids. */
const folder = preparedFolder(applicationFolder);

/** What was prepared in other runs is forgotten. */
export function forgetPrepared(): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/** Until a pyramid is there; false where none is after so many milliseconds. */
export async function untilPrepared(patience: number): Promise<boolean> {
  const end = performance.now() + patience;
  while (!(await names()).some((name) => name.endsWith('.pyramid'))) {
    if (performance.now() > end) return false;
    await setTimeout(100);
  }
  return true;
}

/** What all take, in bytes. */
export async function preparedSize(): Promise<number> {
  const files = await Promise.all((await names()).map((name) => stat(join(folder, name))));
  return files.reduce((sum, { size }) => sum + size, 0);
}

async function names(): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
