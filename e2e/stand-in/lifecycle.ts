/** Where the application is between its start and its end; every part of the stand-in asks here. */
class Lifecycle {
  #ready = false;
  readonly #whenReady = Promise.withResolvers<void>();

  get isReady(): boolean {
    return this.#ready;
  }

  get whenReady(): Promise<void> {
    return this.#whenReady.promise;
  }

  becomeReady(): void {
    this.#ready = true;
    this.#whenReady.resolve();
  }

  onlyBeforeReady(what: string): void {
    if (this.#ready) throw new Error(`${what} must be called before app is ready`);
  }

  onlyAfterReady(what: string): void {
    if (!this.#ready) throw new Error(`${what} cannot be used before app is ready`);
  }
}

export const lifecycle = new Lifecycle();

/** Exit code of everything that Electron would only have warned about. */
export const strictExitCode = 70;
