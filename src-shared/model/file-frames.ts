/**
 * Files on their way to the server, many in one request: before the bytes of each stands a head with the length of its path
 * and its own, and the path in UTF-8.
 */
export const headBytes = 12;

/** Longest path that is sent, in bytes. */
export const longestPath = 32_768;

/** What stands before a file of so many bytes: its head and its path, which is given in UTF-8. */
export function frameHead(path: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(headBytes + path.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, path.length);
  view.setFloat64(4, bytes);
  frame.set(path, headBytes);
  return frame;
}

/** The lengths in a head; `null` for what is none. */
export function readHead(head: Uint8Array): { readonly path: number; readonly bytes: number } | null {
  const view = new DataView(head.buffer, head.byteOffset, headBytes);
  const [path, bytes] = [view.getUint32(0), view.getFloat64(4)];
  return path > longestPath || !Number.isSafeInteger(bytes) || bytes < 0 ? null : { path, bytes };
}
