import { EventPublisher } from '@orpc/server';
import type { AppEvent } from '#shared/model/app-event.ts';

/** What a window that comes later hears all the same. */
const waits: ReadonlySet<AppEvent['kind']> = new Set(['show', 'show-workspace', 'action']);

/** What every window hears. A database or workspace to show, or an action, waits until a window listens. */
export class Events {
  readonly #publisher = new EventPublisher<{ event: AppEvent }>({ maxBufferedEvents: 1000 });
  readonly #waiting: AppEvent[] = [];
  readonly #listeners = new Set<(event: AppEvent) => void>();
  readonly #present: () => Promise<readonly AppEvent[]>;

  /** `present` gives the events that describe the present state to a window that starts listening. */
  constructor(present: () => Promise<readonly AppEvent[]>) {
    this.#present = present;
  }

  /** For the host itself, which is no window: nothing waits for it. */
  listen(listener: (event: AppEvent) => void): void {
    this.#listeners.add(listener);
  }

  tell(event: AppEvent): void {
    for (const listener of this.#listeners) listener(event);
    const nobody = this.#publisher.size === 0;
    if (nobody && waits.has(event.kind)) this.#waiting.push(event);
    else this.#publisher.publish('event', event);
  }

  async *subscribe(signal: AbortSignal | undefined): AsyncGenerator<AppEvent> {
    const events = this.#publisher.subscribe('event', { signal });
    yield* await this.#present();
    yield* this.#waiting.splice(0);
    yield* events;
  }
}
