import { join } from 'node:path';
import { settingsSchema } from '#shared/contract/application.ts';
import { isTimeZone } from '#shared/model/time-zone.ts';
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

  /** Where days begin and end: an IANA name; the computer's own zone where a person chose none. */
  async timeZone(): Promise<string | undefined> {
    const { timeZone } = await this.all();
    return typeof timeZone === 'string' && isTimeZone(timeZone) ? timeZone : undefined;
  }

  /** Merges; `null` removes a key. */
  save(changes: Bag): Promise<void> {
    return this.#file.change((bag) =>
      Object.fromEntries(Object.entries({ ...bag, ...changes }).filter(([, value]) => value !== null)),
    );
  }
}
