import type { SupportedMessagePort } from '@orpc/client/message-port';
import type { SecretProtection } from '#shared/contract/profiles.ts';
import type { SampleSize } from '#shared/model/sample.ts';

/**
 * What the application needs from where it runs. Two hosts supply it: `src-main/electron` (the desktop) and
 * `src-main/node` (`starling serve` and the command line). Everything else is the same.
 */
export interface Host {
  readonly kind: 'desktop' | 'browser';
  readonly version: string;
  readonly platform: string;
  /** Settings, recents, profiles, the sample. Made when missing. */
  readonly dataFolder: string;
  /** Scratch of database processes, and long series that are prepared; may be emptied at any time while Starling is not running. */
  readonly cacheFolder: string;
  /** Folders below which everything may be opened; `null` where only what a person handed over may be (desktop). */
  readonly roots: readonly string[] | null;
  readonly secrets: Secrets;
  /** Whether what is opened is remembered among the recent databases; a command about one database leaves no trace. */
  readonly remembers: boolean;
  /** Size of the sample made on first use. */
  readonly sampleSize: SampleSize;
  /** Starts the program whose entry serves one database (see `src-main/database/process.ts`). */
  startDatabaseProcess(name: string): ProcessHandle;
  /** Lets a person choose; paths of what they chose, none when they cancelled. Absent where there is no dialog. */
  pick?(what: 'file' | 'folder', why: 'open' | 'import'): Promise<readonly string[]>;
  /** Lets a person say where a new file is to be; `null` when they cancelled. Absent where there is no dialog. */
  place?(name: string): Promise<string | null>;
  /**
   * Lets a person say where a file that we write is to be, having been warned of one that is there; `null` when they
   * cancelled. Absent where there is no dialog: there files are fetched.
   */
  savePlace?(name: string, filter: { readonly name: string; readonly extension: string }): Promise<string | null>;
  /** Shows a notification of the desktop; whether it could. Absent where there is none. */
  notify?(title: string, body: string): boolean;
  /** Opens an https address of ours outside. */
  openLink(url: string): Promise<void>;
}

/** A child process that speaks our contract. */
export interface ProcessHandle {
  /** Messages to and from the process, in the shape oRPC takes. */
  readonly port: SupportedMessagePort;
  /** Settles once, when the process has ended; `code` is `null` after a signal. */
  readonly ended: Promise<{ readonly code: number | null; readonly words: string }>;
  readonly pid: number | undefined;
  kill(): void;
}

/** Protects passwords at rest. */
export interface Secrets {
  protection(): Promise<SecretProtection>;
  seal(text: string): Promise<Uint8Array>;
  unseal(bytes: Uint8Array): Promise<string>;
}
