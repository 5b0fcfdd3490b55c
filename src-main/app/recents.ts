import { join } from 'node:path';
import { z } from 'zod';
import type { Recent } from '#shared/model/app-event.ts';
import type { DatabaseInfo } from '#shared/model/database.ts';
import { sourceSchema } from '#shared/model/source.ts';
import { type JsonFile, jsonFile } from './json-file.ts';

const schema = z.array(
  z.object({
    database: z.object({ id: z.string(), label: z.string(), source: sourceSchema }),
    opened: z.string(),
    pinned: z.boolean(),
  }),
);

/** How many databases that are not pinned are remembered. */
const limit = 30;

/** Databases that were opened before, newest first, pinned ones on top. */
export class Recents {
  readonly #file: JsonFile<Recent[]>;

  constructor(folder: string) {
    this.#file = jsonFile<Recent[]>(join(folder, 'recents.json'), schema, []);
  }

  async list(): Promise<readonly Recent[]> {
    const entries = await this.#file.read();
    return entries.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.opened.localeCompare(a.opened));
  }

  async add({ id, label, source }: Pick<DatabaseInfo, 'id' | 'label' | 'source'>): Promise<void> {
    await this.#file.change((entries) => {
      const known = entries.find((entry) => entry.database.id === id);
      const added = {
        database: { id, label, source },
        opened: new Date().toISOString(),
        pinned: known?.pinned ?? false,
      };
      const others = entries.filter((entry) => entry !== known);
      const unpinned = others.filter((entry) => !entry.pinned).slice(0, limit - 1);
      return [added, ...others.filter((entry) => entry.pinned), ...unpinned];
    });
  }

  async forget(id: string): Promise<void> {
    await this.#file.change((entries) => entries.filter((entry) => entry.database.id !== id));
  }

  async pin(id: string, pinned: boolean): Promise<void> {
    await this.#file.change((entries) =>
      entries.map((entry) => (entry.database.id === id ? { ...entry, pinned } : entry)),
    );
  }
}
