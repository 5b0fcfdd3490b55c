import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { MarksTaken } from '#shared/contract/marks.ts';
import { Failure } from '#shared/model/failure.ts';
import { type Mark, type MarkInput, markSchema } from '#shared/model/mark.ts';
import { type JsonFile, jsonFile } from './json-file.ts';

/** As many as anybody makes by hand; the file is read whole. */
const MOST = 20_000;

/** Bookmarks, tags and notes, in a file beside the settings. */
export class Marks {
  readonly #file: JsonFile<Mark[]>;
  readonly #now: () => Date;

  constructor(folder: string, now: () => Date = () => new Date()) {
    this.#file = jsonFile<Mark[]>(join(folder, 'marks.json'), z.array(markSchema), []);
    this.#now = now;
  }

  async list(database?: string): Promise<readonly Mark[]> {
    const marks = await this.#file.read();
    return marks
      .filter((mark) => database === undefined || mark.database.id === database)
      .toSorted((a, b) => b.changed.localeCompare(a.changed));
  }

  /** In place of the one with the same key, else anew. Fails with BAD_INPUT where there are too many. */
  async save({ key, ...words }: MarkInput): Promise<Mark> {
    const changed = this.#now().toISOString();
    let saved: Mark | undefined;
    await this.#file.change((marks) => {
      const before = key === undefined ? undefined : marks.find((mark) => mark.key === key);
      if (before === undefined && marks.length >= MOST) {
        throw new Failure('BAD_INPUT', 'There are 20 000 marks already; remove some before you add others');
      }
      saved = { ...words, key: before?.key ?? randomUUID(), created: before?.created ?? changed, changed };
      return [...marks.filter((mark) => mark !== before), saved];
    });
    return saved!;
  }

  /** Puts others in among these, by key: the later change counts. Fails with BAD_INPUT where there are too many. */
  async take(others: readonly Mark[]): Promise<Pick<MarksTaken, 'added' | 'changed' | 'kept'>> {
    let counts = { added: 0, changed: 0, kept: 0 };
    await this.#file.change((marks) => {
      const all = new Map(marks.map((mark) => [mark.key, mark]));
      counts = { added: 0, changed: 0, kept: 0 };
      for (const other of others) {
        const before = all.get(other.key);
        const isOld = before !== undefined && Date.parse(before.changed) >= Date.parse(other.changed);
        counts[isOld ? 'kept' : before === undefined ? 'added' : 'changed'] += 1;
        if (!isOld) all.set(other.key, other);
      }
      if (all.size > MOST) throw new Failure('BAD_INPUT', 'With these there would be more than 20 000 marks');
      return [...all.values()];
    });
    return counts;
  }

  async remove(key: string): Promise<void> {
    await this.#file.change((marks) => marks.filter((mark) => mark.key !== key));
  }
}
