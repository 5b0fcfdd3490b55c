import { frameHead } from '#shared/model/file-frames.ts';

/** A file of the person's computer, and where it was in what they dropped. */
export interface SentFile {
  readonly file: File;
  /** With `/`; a folder that was dropped comes first. */
  readonly path: string;
}

export interface SizedFile extends SentFile {
  readonly bytes: number;
}

/** What the worker that sends is told: files some at a time, then to begin. */
export type SendingRequest =
  | { readonly kind: 'files'; readonly files: readonly SentFile[] }
  | { readonly kind: 'begin'; readonly batch: string; readonly token: string };

export type SendingAnswer =
  | { readonly kind: 'size'; readonly bytes: number }
  | ({ readonly kind: 'progress' } & Sent)
  | { readonly kind: 'sent'; readonly paths: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string };

/** How much has gone: bytes and whole files. */
export interface Sent {
  readonly sent: number;
  readonly done: number;
}

/** Files of one name from several folders: `flock.csv`, `flock (2).csv`. */
export function distinct(files: readonly SentFile[]): readonly SentFile[] {
  const taken = new Set<string>();
  return files.map(({ file, path }) => {
    let free = path;
    for (let count = 2; taken.has(free); count += 1) free = path.replace(/(\.[^./]*)?$/, ` (${count})$1`);
    taken.add(free);
    return { file, path: free };
  });
}

/** What small files that share a request come to; a larger one has its own. */
const most = { files: 500, bytes: 8 * 2 ** 20 };

/** Files of one request. */
export function bundled(files: readonly SizedFile[]): readonly (readonly SizedFile[])[] {
  const bundles: SizedFile[][] = [];
  let bytes = 0;
  for (const one of files) {
    const last = bundles.at(-1);
    bytes += one.bytes;
    if (last !== undefined && last.length < most.files && bytes <= most.bytes) last.push(one);
    else {
      bundles.push([one]);
      bytes = one.bytes;
    }
  }
  return bundles;
}

/** Files behind each other, and how much of them has gone with so many bytes of that. */
export function framed(files: readonly SizedFile[]): { readonly body: Blob; sentBy(loaded: number): Sent } {
  const encoder = new TextEncoder();
  const parts: BlobPart[] = [];
  const ends: number[] = [];
  let all = 0;
  let end = 0;
  for (const { file, path, bytes } of files) {
    const head = frameHead(encoder.encode(path), bytes);
    // A file that is being written to stays as long as its head says.
    parts.push(head, file.slice(0, bytes));
    all += bytes;
    end += head.length + bytes;
    ends.push(end);
  }
  return {
    body: new Blob(parts),
    sentBy: (loaded) => ({
      sent: Math.floor((loaded / end) * all),
      done: ends.findLastIndex((each) => each <= loaded) + 1,
    }),
  };
}

export function namesOf(files: readonly SentFile[]): string {
  const [first] = files;
  return files.length === 1 ? `${first?.path}` : `${first?.path} or one of ${files.length - 1} more`;
}
