import { useEffect, useState } from 'react';
import type { ErrorData } from '#shared/model/failure.ts';
import { type ResampleAnswer, type ResampleRequest, sharesOf, stagesOf, together } from './resample.ts';
import type { ResampleShare } from './resample-worker.ts';

/** Each takes its own copy of the lines. */
const MOST_WORKERS = 8;

export interface Resampled {
  /** The best answer so far to the present request. */
  readonly answer: ResampleAnswer | undefined;
  readonly failure: ErrorData | undefined;
  /** Whether better ones are on their way. */
  readonly working: boolean;
}

/**
 * Answers of workers, each better than the one before; groups are shared out among as many as the machine can run beside the
 * window. A new request ends the work on the old one. Must keep its identity.
 */
export function useResampled(request: ResampleRequest | undefined): Resampled {
  const [found, setFound] = useState<{ of: ResampleRequest; answer?: ResampleAnswer; failure?: ErrorData }>();
  useEffect(() => {
    if (request === undefined) return;
    const shares = sharesOf(request, Math.min(MOST_WORKERS, navigator.hardwareConcurrency));
    const answers = shares.map((): ResampleAnswer[] => []);
    const workers = shares.map((groups, share) => {
      const worker = new Worker(new URL('./resample-worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', ({ data }: MessageEvent<ResampleAnswer>) => {
        const stage = answers[share]!.push(data) - 1;
        const all = answers.flatMap((each) => each[stage] ?? []);
        if (all.length === shares.length) setFound({ of: request, answer: together(all) });
      });
      worker.addEventListener('error', ({ message }) => {
        setFound({
          of: request,
          failure: { code: 'INTERNAL', message: 'The intervals could not be computed', detail: message },
        });
      });
      worker.postMessage({ request, groups } satisfies ResampleShare);
      return worker;
    });
    return () => {
      for (const worker of workers) worker.terminate();
    };
  }, [request]);
  const current = found !== undefined && found.of === request ? found : undefined;
  const done = current?.answer !== undefined && current.answer.repetitions === stagesOf(current.of).at(-1);
  return {
    answer: current?.answer,
    failure: current?.failure,
    working: request !== undefined && !done && !current?.failure,
  };
}
