import type { Opened } from './opening.ts';

/** An opened database that is closed when the last of its users is done, since a library cannot close amid a statement. */
export class Lease {
  readonly opened: Opened;
  #users = 0;
  #retired = false;

  constructor(opened: Opened) {
    this.opened = opened;
  }

  take(): void {
    this.#users += 1;
  }

  giveBack(): void {
    this.#users -= 1;
    this.#closeIfUnused();
  }

  /** No new users; statements that run may end. */
  retire(): void {
    if (this.#retired) return;
    this.#retired = true;
    this.#closeIfUnused();
  }

  #closeIfUnused(): void {
    if (this.#retired && this.#users === 0) this.opened.handle.close();
  }
}
