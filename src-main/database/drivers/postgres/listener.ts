import type pg from 'pg';
import { asFailure } from '#shared/model/failure.ts';
import type { Profile } from '#shared/model/profile.ts';
import { connectOnce } from './client.ts';
import { failureOf } from './failures.ts';

/**
 * Hears what is sent to a channel (`NOTIFY`), on a connection of its own. One that broke is opened anew by the next
 * question; what was sent meanwhile is not known, so it counts as heard.
 */
export class Listener {
  readonly #profile: Profile;
  readonly #channel: string;
  readonly #password: string | undefined;
  #client: Promise<pg.Client> | undefined;
  #heard = 0;

  constructor(profile: Profile, channel: string, password: string | undefined) {
    this.#profile = profile;
    this.#channel = channel;
    this.#password = password;
  }

  /** Another number after everything that was heard. Throws failures where the server cannot be reached. */
  async heard(signal?: AbortSignal): Promise<number> {
    this.#client ??= this.#listen(signal);
    try {
      await this.#client;
    } catch (error) {
      this.#client = undefined;
      throw asFailure(failureOf(error));
    }
    return this.#heard;
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    await client?.end();
  }

  async #listen(signal: AbortSignal | undefined): Promise<pg.Client> {
    const { client } = await connectOnce(this.#profile, this.#password, { signal });
    this.#heard += 1;
    client.on('notification', () => {
      this.#heard += 1;
    });
    client.once('end', () => {
      this.#client = undefined;
    });
    await client.query(`listen ${client.escapeIdentifier(this.#channel)}`);
    return client;
  }
}
