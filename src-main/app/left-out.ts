import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import {
  type LeavingOut,
  type LeftOut,
  leavingOutSchema,
  MOST_LEFT_OUT,
  NOTHING_LEFT_OUT,
} from '#shared/model/left-out.ts';
import { type JsonFile, jsonFile } from './json-file.ts';

type ByDatabase = Readonly<Record<string, LeavingOut>>;

/** What people left out of their databases because a finding named it, in a file beside the settings. */
export class LeftOuts {
  readonly #file: JsonFile<ByDatabase>;
  readonly #now: () => Date;
  /** What was taken back since the start, so that it can be undone. */
  readonly #takenBack = new Map<string, LeftOut>();

  constructor(folder: string, now: () => Date = () => new Date()) {
    this.#file = jsonFile<ByDatabase>(join(folder, 'left-out.json'), z.record(z.string(), leavingOutSchema), {});
    this.#now = now;
  }

  async of(database: string): Promise<LeavingOut> {
    return (await this.#file.read())[database] ?? NOTHING_LEFT_OUT;
  }

  /** Fails with BAD_INPUT where nothing was named, or where it becomes too much. */
  async add(database: string, named: Omit<LeftOut, 'key' | 'since'>): Promise<LeftOut> {
    if (named.ids.length === 0) {
      throw new Failure('BAD_INPUT', 'There is nothing to leave out: the check names nothing that is there');
    }
    const added: LeftOut = { ...named, key: randomUUID(), since: this.#now().toISOString() };
    await this.#put(database, added);
    return added;
  }

  async takeBack(database: string, key: string): Promise<void> {
    await this.#change(database, ({ shown, items }) => {
      const found = items.find((each) => each.key === key);
      if (found !== undefined) this.#takenBack.set(key, found);
      const rest = items.filter((each) => each !== found);
      return { shown: shown && rest.length > 0, items: rest };
    });
  }

  async restore(database: string, key: string): Promise<void> {
    const found = this.#takenBack.get(key);
    if (found === undefined) {
      throw new Failure('NOT_FOUND', 'What was taken back is forgotten by now: leave it out again from its finding');
    }
    await this.#put(database, found);
    this.#takenBack.delete(key);
  }

  async show(database: string, shown: boolean): Promise<void> {
    await this.#change(database, ({ items }) => ({ shown: shown && items.length > 0, items }));
  }

  /** What is left out anew is left out at once, and all the rest with it. */
  async #put(database: string, item: LeftOut): Promise<void> {
    await this.#change(database, ({ items }) => {
      const all = [...items.filter(({ key }) => key !== item.key), item];
      const count = all.reduce((sum, { ids }) => sum + ids.length, 0);
      if (count > MOST_LEFT_OUT) {
        throw new Failure(
          'BAD_INPUT',
          'More than 20 000 would be left out of this database: take something back, or leave out whole episodes or sessions',
        );
      }
      return { shown: false, items: all };
    });
  }

  async #change(database: string, edit: (before: LeavingOut) => LeavingOut): Promise<void> {
    await this.#file.change(({ [database]: before = NOTHING_LEFT_OUT, ...others }) => {
      const after = edit(before);
      return after.items.length === 0 ? others : { ...others, [database]: after };
    });
  }
}
