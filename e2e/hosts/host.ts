import type { Page } from '@playwright/test';

export type HostKind = 'browser' | 'stand-in' | 'electron';

/** How a journey wants Starling to be started. */
export interface StartOptions {
  /** Named on the command line. */
  readonly files?: readonly string[];
  /** Where Starling keeps what it remembers; a fresh folder without. */
  readonly data?: string;
  /** Files that the system hands over before the application is ready; only where `host.handsOverEarly`. */
  readonly early?: readonly string[];
}

/** Starling, running somewhere, with one window. */
export interface Host {
  readonly kind: HostKind;
  readonly page: Page;
  readonly data: string;
  /** Process ids of the database processes that run now. */
  databaseProcesses(): Promise<readonly number[]>;
  /** Ends it as a person would, and waits until everything has ended. */
  quit(): Promise<void>;
}

/** What only a desktop has. */
export interface DesktopHost extends Host {
  readonly kind: 'stand-in' | 'electron';
  /** What the next open dialogs answer; nothing chosen counts as cancelled. */
  answerOpenDialog(paths: readonly string[]): Promise<void>;
  /** The options that open dialogs were shown with. */
  openDialogs(): Promise<readonly Record<string, unknown>[]>;
  /** Hands a file over as the Finder does; whether the application took it. */
  openFileEvent(path: string): Promise<boolean>;
  /** Starts the program again beside this one; its exit code. */
  startAgain(files: readonly string[]): Promise<number | null>;
  clickMenu(id: string): Promise<void>;
  /** What the application opened outside. */
  openedLinks(): Promise<readonly string[]>;
  /** Runs in the main process, with Electron's module (or the stand-in's). */
  evaluate<R, A>(run: (electron: typeof import('electron'), argument: A) => R | Promise<R>, argument: A): Promise<R>;
  /** Process id of the main process. */
  readonly pid: number;
  /** What it wrote to stderr so far. */
  errors(): string;
}
