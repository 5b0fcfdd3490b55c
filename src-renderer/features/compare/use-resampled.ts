import { useEffect, useState } from 'react';
import type { ErrorData } from '#shared/model/failure.ts';
import { type ResampleAnswer, type ResampleRequest, sharesOf, stagesOf, together } from './resample.ts';
import { workAt } from './resample-workers.ts';

/** Each takes its own copy of the lines. */
const MOST_WORKERS = 8;

/** A request, and whatever else is needed to draw its answer. Must keep its identity. */
export interface Asked {
  readonly request: ResampleRequest;
}

export interface Resampled<Of extends Asked> {
  /** What is answered: what was asked before, until there is a first answer to the present request. */
  readonly of: Of | undefined;
  /** The best answer so far to that. */
  readonly answer: ResampleAnswer | undefined;
  readonly failure: ErrorData | undefined;
  /** Whether better ones are on their way. */
  readonly working: boolean;
}

/**
 * Answers of workers, each better than the one before; groups are shared out among as many as the machine can run beside the
 * window. A new request ends the work on the old one.
 */
export function useResampled<Of extends Asked>(asked: Of | undefined): Resampled<Of> {
  const [found, setFound] = useState<{ of: Of; answer?: ResampleAnswer; failure?: ErrorData }>();
  useEffect(() => {
    if (asked === undefined) return;
    const { request } = asked;
    const shares = sharesOf(request, Math.min(MOST_WORKERS, navigator.hardwareConcurrency));
    const answers = shares.map((): ResampleAnswer[] => []);
    const endings = shares.map((groups, share) =>
      workAt(
        { request, groups },
        {
          answered: (answer) => {
            const stage = answers[share]!.push(answer) - 1;
            const all = answers.flatMap((each) => each[stage] ?? []);
            if (all.length === shares.length) setFound({ of: asked, answer: together(all) });
          },
          failed: (detail) => {
            const message = 'The intervals could not be computed';
            setFound({ of: asked, failure: { code: 'INTERNAL', message, detail } });
          },
        },
      ),
    );
    return () => {
      for (const end of endings) end();
    };
  }, [asked]);
  const isCurrent = found !== undefined && found.of === asked;
  const done = isCurrent && found.answer?.repetitions === stagesOf(found.of.request).at(-1);
  const failure = isCurrent ? found.failure : undefined;
  return {
    ...{ of: found?.of, answer: found?.answer, failure },
    working: asked !== undefined && !done && failure === undefined,
  };
}
