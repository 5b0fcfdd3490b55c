import type { Picture } from '#shared/chart/picture.ts';
import type { Databases } from '../databases.ts';

/** A picture and what it was made of. */
export interface Described {
  readonly chart: Picture;
  readonly about: About;
}

/** What a picture was made of. */
export interface About {
  readonly databases: readonly string[];
  /** As JSON. */
  readonly asked: string;
  readonly sql: readonly string[];
}

/** Who answers, and until when somebody waits for it. */
export interface Asking {
  readonly databases: Databases;
  readonly signal: AbortSignal | undefined;
}

/** What goes with a question. */
export const optionsOf = ({ signal }: Pick<Asking, 'signal'>) => (signal === undefined ? {} : { signal });
