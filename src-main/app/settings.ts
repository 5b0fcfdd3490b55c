import { join } from 'node:path';
import { settingsSchema } from '#shared/contract/application.ts';
import { type JsonFile, jsonFile } from './json-file.ts';

type Bag = Record<string, unknown>;

/** Remembered state of the application and its windows. */
export class Settings {
  readonly #file: JsonFile<Bag>;

  constructor(folder: string) {
    this.#file = jsonFile<Bag>(join(folder, 'settings.json'), settingsSchema, {});
  }

  all(): Promise<Bag> {
    return this.#file.read();
  }

  /** Merges; `null` removes a key. */
  save(changes: Bag): Promise<void> {
    return this.#file.change((bag) =>
      Object.fromEntries(Object.entries({ ...bag, ...changes }).filter(([, value]) => value !== null)),
    );
  }
}
