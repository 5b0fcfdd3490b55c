import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A small file of Starling's own: read once, written whole and atomically, never half. */
export interface JsonFile<T> {
  read(): Promise<T>;
  /** Changes the value; changes are written in order. */
  change(edit: (value: T) => T): Promise<void>;
}

/** A missing or unreadable file counts as `empty`; the unreadable one is kept beside it as `….unreadable`. */
export function jsonFile<T>(path: string, schema: z.ZodType<T>, empty: T): JsonFile<T> {
  let value: Promise<T> | undefined;
  let writing: Promise<void> = Promise.resolve();
  const load = async (): Promise<T> => {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return empty;
    const parsed = schema.safeParse(parse(text));
    if (parsed.success) return parsed.data;
    await rename(path, `${path}.unreadable`);
    return empty;
  };
  const read = (): Promise<T> => {
    value ??= load();
    return value;
  };
  return {
    read,
    change(edit) {
      const write = async (): Promise<void> => {
        const next = edit(await read());
        value = Promise.resolve(next);
        await writeWhole(path, JSON.stringify(next, null, 2));
      };
      // A write that failed was reported to whoever asked for it; the next one still happens.
      writing = writing.then(write, write);
      return writing;
    },
  };
}

/** Writes a file whole and atomically, never half. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, content, { mode: 0o600 });
  await rename(temporary, path);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
