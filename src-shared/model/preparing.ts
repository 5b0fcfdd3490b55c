/** A long series that is being prepared, so that zooms into it are quick. */
export interface Preparing {
  readonly rows: number;
  /** What share of them was read, from 0 to 1; `null` while it waits for the data to rest. */
  readonly done: number | null;
}

/** Series of more rows are prepared once they were drawn. */
export const PREPARED_FROM = 5_000_000;
