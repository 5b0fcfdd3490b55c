import { pathsTitle } from '../../format/path.ts';
import {
  bundled,
  framed,
  namesOf,
  type SendingAnswer,
  type SendingRequest,
  type Sent,
  type SentFile,
  type SizedFile,
} from './sent-files.ts';

// Asking a file for its size, and putting thousands into a request, stops whatever thread does it.
const files: SentFile[] = [];

self.addEventListener('message', ({ data: request }: MessageEvent<SendingRequest>) => {
  if (request.kind === 'files') files.push(...request.files);
  else void send(request.batch, request.token);
});

/** Requests at a time: one waits for the disk while the other is on its way. */
const atOnce = 2;

async function send(batch: string, token: string): Promise<void> {
  const sized = files.map(({ file, path }) => ({ file, path, bytes: file.size }));
  answer({ kind: 'size', bytes: sized.reduce((sum, { bytes }) => sum + bytes, 0) });
  const bundles = bundled(sized);
  const tops: (readonly string[])[] = [];
  const parts = new Map<number, Sent>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < bundles.length; at = next++) {
      tops[at] = await sendBundle(`/upload?batch=${batch}`, token, bundles[at] as readonly SizedFile[], (sent) => {
        parts.set(at, sent);
        answer({ kind: 'progress', ...sumOf([...parts.values()]) });
      });
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, bundles.length) }, work));
    answer({ kind: 'sent', paths: [...new Set(tops.flat())] });
  } catch (thrown) {
    answer({ kind: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

function sumOf(parts: readonly Sent[]): Sent {
  const sum = (pick: (part: Sent) => number) => parts.reduce((all, part) => all + pick(part), 0);
  return { sent: sum(({ sent }) => sent), done: sum(({ done }) => done) };
}

/** One request, whose body the browser reads from the files as it goes. `fetch` does not tell how much was sent. */
function sendBundle(
  address: string,
  token: string,
  bundle: readonly SizedFile[],
  onSent: (sent: Sent) => void,
): Promise<readonly string[]> {
  const { body, sentBy } = framed(bundle);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('x-starling-token', token);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded }) => onSent(sentBy(loaded));
    request.onload = () => {
      const told = request.response as { paths?: readonly string[]; message?: string } | null;
      if (request.status !== 200 || told?.paths === undefined)
        return reject(new Error(told?.message ?? `${namesOf(bundle)}: the server answered ${request.status}`));
      onSent(sentBy(body.size));
      resolve(told.paths);
    };
    request.onerror = () => void whyNotSent(bundle).then((why) => reject(new Error(why)));
    request.send(body);
  });
}

/** A folder that was taken for a file, and a file that is gone or has changed, cannot be read. */
async function whyNotSent(bundle: readonly SizedFile[]): Promise<string> {
  const readable = await Promise.all(
    bundle.map(({ file }) =>
      file
        .slice(0, 1)
        .arrayBuffer()
        .then(
          () => true,
          () => false,
        ),
    ),
  );
  const bad = bundle.filter((_, at) => readable[at] === false);
  if (bad.length === 0) return `${namesOf(bundle)} could not be sent: the server may have ended`;
  const names = pathsTitle(bad.map(({ path }) => path));
  return `${names} cannot be read: gone or changed, or a folder called like a file; drop such a folder by itself`;
}

function answer(sent: SendingAnswer): void {
  self.postMessage(sent);
}
