import { app } from 'electron';
import { filesInArguments, launchOf } from './launch-arguments.ts';

/**
 * Files that the system, a command line or a second start hands over. Registered while the entry runs, because macOS may
 * hand over a file before the application is ready; what comes early waits for `deliverTo`.
 */
export class OpenRequests {
  #deliver: ((paths: readonly string[]) => void) | undefined;
  readonly #early: string[] = [];

  constructor() {
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#request([path]);
    });
    app.on('second-instance', (_event, _argv, _folder, additionalData) => {
      this.#request(launchOf(additionalData).paths);
    });
  }

  /** From now on, and for what came early. A second start without files asks for none, which still shows the window. */
  deliverTo(deliver: (paths: readonly string[]) => void): void {
    this.#deliver = deliver;
    if (this.#early.length > 0) deliver(this.#early.splice(0));
  }

  #request(paths: readonly string[]): void {
    if (this.#deliver === undefined) this.#early.push(...paths);
    else this.#deliver(paths);
  }
}

/** What this process was asked to open when it started. */
export function ownArguments(): readonly string[] {
  return filesInArguments(process.argv, process.defaultApp === true, process.cwd());
}
