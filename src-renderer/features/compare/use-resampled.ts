import { useEffect, useState } from 'react';
import type { ErrorData } from '#shared/model/failure.ts';
import { type ResampleAnswer, type ResampleRequest, stagesOf } from './resample.ts';

export interface Resampled {
  /** The best answer so far to the present request. */
  readonly answer: ResampleAnswer | undefined;
  readonly failure: ErrorData | undefined;
  /** Whether better ones are on their way. */
  readonly working: boolean;
}

/** Answers of a worker, each better than the one before. A new request ends the work on the old one. Must keep its identity. */
export function useResampled(request: ResampleRequest | undefined): Resampled {
  const [found, setFound] = useState<{ of: ResampleRequest; answer?: ResampleAnswer; failure?: ErrorData }>();
  useEffect(() => {
    if (request === undefined) return;
    const worker = new Worker(new URL('./resample-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<ResampleAnswer>) => {
      setFound({ of: request, answer: data });
    });
    worker.addEventListener('error', ({ message }) => {
      setFound({
        of: request,
        failure: { code: 'INTERNAL', message: 'The intervals could not be computed', detail: message },
      });
    });
    worker.postMessage(request);
    return () => worker.terminate();
  }, [request]);
  const current = found !== undefined && found.of === request ? found : undefined;
  const done = current?.answer !== undefined && current.answer.repetitions === stagesOf(current.of).at(-1);
  return {
    answer: current?.answer,
    failure: current?.failure,
    working: request !== undefined && !done && !current?.failure,
  };
}
