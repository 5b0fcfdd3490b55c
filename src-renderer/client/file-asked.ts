import type { Cell } from '#shared/model/cell.ts';
import { createStore } from './store.ts';

/** A file that a value of a database names. */
export interface NamedFile {
  readonly database: string;
  /** As it is written there. */
  readonly path: string;
  /** Checksums that the same row tells, of whatever file. */
  readonly recorded: readonly string[];
}

/** What the dialog about a file is open for. */
export const fileAsked = createStore<NamedFile | undefined>(undefined);

/** Files that hold objects of a program: to load them is to run what is in them, so they are only ever named here. */
const ENDING = /\.(pkl|pickle|joblib|pt|pth|ckpt|h5|hdf5|keras|npy|npz|safetensors|onnx)$/i;

export function namesFile(cell: Cell | undefined): cell is string {
  return typeof cell === 'string' && cell.length <= 4000 && !/[\r\n]/.test(cell) && ENDING.test(cell);
}

/** Of cells those that can be an MD5, SHA-1 or SHA-256. */
export function checksumsIn(cells: readonly (Cell | undefined)[]): readonly string[] {
  return cells.flatMap((cell) =>
    typeof cell === 'string' && /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/i.test(cell) ? [cell.toLowerCase()] : [],
  );
}
