import { asFailure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { LensContext } from '../lens-context.ts';
import type { Surprise } from './surprise.ts';

/** What a person should see and would not expect, looked for one at a time: each may be given up on its own. */
export class SurpriseBook {
  readonly #context: LensContext;
  readonly #surprises: ReadonlyMap<string, Surprise>;

  constructor(context: LensContext, surprises: readonly Surprise[]) {
    this.#context = context;
    this.#surprises = new Map(surprises.map((each) => [each.id, each]));
  }

  ids(): readonly string[] {
    return [...this.#surprises.keys()];
  }

  /** The sentence; `null` where all is as expected. One that fails is left out, and its reason goes to the log. */
  async find(id: string, options: QueryOptions = {}): Promise<string | null> {
    const surprise = this.#surprises.get(id);
    try {
      const query = surprise?.statement(this.#context) ?? null;
      if (surprise === undefined || query === null) return null;
      const { rows } = await this.#context.connection.rows(query, options);
      return rows[0] === undefined ? null : surprise.sentence(rows[0]);
    } catch (thrown) {
      const { code, message, detail } = asFailure(thrown).data;
      if (code === 'CANCELLED') throw thrown;
      process.stderr.write(`The surprise “${id}” was left out: ${[message, detail].filter(Boolean).join(' — ')}\n`);
      return null;
    }
  }
}
