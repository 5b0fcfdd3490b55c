import type { OpenTarget } from '../src-main/app/open-parts.ts';

/** The plain driver: no process of its own, no contract, no types of ours. */
export interface Floor {
  /** Runs a statement and takes its rows as the driver gives them. */
  query(text: string): Promise<readonly unknown[]>;
  /** How long a statement that runs goes on after it is told to stop, in milliseconds; `null` where it cannot be told. */
  cancel(text: string): Promise<number | null>;
  close(): Promise<void>;
}

/** One engine with its data (see `data.ts`), made on first use and kept. */
export interface BenchEngine {
  readonly name: string;
  readonly schema: string;
  readonly target: OpenTarget;
  /** Statements that ask, of the plain driver, what the application asks. */
  readonly sql: {
    /** `big` by the number of the row, in an order that the engine keeps to: of Postgres, not the one it is read in. */
    byNumber(offset: number): string;
    /** `big` in the order it is read, after the row with this id. */
    after(id: number): string;
    /** First, last, lowest and highest y per pixel of 1,000, of steps with columns `x` and `y`. */
    m4(steps: string, frames: number): string;
  };
  /** Module and arguments of a program that opens the database and reads a page of `big`, for the cost of a fresh start. */
  readonly openProgram: readonly string[];
  floor(): Promise<Floor>;
  close(): Promise<void>;
}
