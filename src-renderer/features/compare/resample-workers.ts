import { type ResampleAnswer, stagesOf } from './resample.ts';
import type { ResampleShare } from './resample-worker.ts';

/** Workers that have nothing to do: to start one takes as long as a first answer. */
const idle: Worker[] = [];

/** Who is told of a share. */
export interface Listener {
  answered(answer: ResampleAnswer): void;
  failed(detail: string): void;
}

/** Has a share worked at beside the window. What is returned must be called in the end: it gives up what is not done. */
export function workAt(share: ResampleShare, { answered, failed }: Listener): () => void {
  const worker = idle.pop() ?? new Worker(new URL('./resample-worker.ts', import.meta.url), { type: 'module' });
  const last = stagesOf(share.request).at(-1);
  let isDone = false;
  worker.onmessage = ({ data }: MessageEvent<ResampleAnswer>) => {
    isDone = data.repetitions === last;
    answered(data);
  };
  worker.onerror = ({ message }) => failed(message);
  worker.postMessage(share);
  return () => {
    worker.onmessage = null;
    worker.onerror = null;
    if (isDone) idle.push(worker);
    else worker.terminate();
  };
}
