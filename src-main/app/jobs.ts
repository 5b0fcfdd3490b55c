import type { Job } from '#shared/model/app-event.ts';
import { asFailure } from '#shared/model/failure.ts';

/** Long work of the application itself: reported to every window, cancellable from any. */
export class Jobs {
  readonly #running = new Map<string, AbortController>();
  readonly #tell: (job: Job) => void;
  #count = 0;

  constructor(tell: (job: Job) => void) {
    this.#tell = tell;
  }

  /** Runs `work` as a job; its outcome is both reported and returned. */
  async run<T>(
    title: string,
    work: (progress: (share: number) => void, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    this.#count += 1;
    const id = `job-${this.#count}`;
    const controller = new AbortController();
    this.#running.set(id, controller);
    const report = (state: Job['state'], progress: number | null, message: string | null = null): void =>
      this.#tell({ id, title, state, progress, message });
    report('running', null);
    try {
      const result = await work((share) => report('running', share), controller.signal);
      report('done', 1);
      return result;
    } catch (thrown) {
      const { code, message } = asFailure(thrown);
      report(code === 'CANCELLED' ? 'cancelled' : 'failed', null, message);
      throw thrown;
    } finally {
      this.#running.delete(id);
    }
  }

  cancel(id: string): void {
    this.#running.get(id)?.abort();
  }
}
