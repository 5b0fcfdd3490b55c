import { type ResampleRequest, resample, stagesOf } from './resample.ts';

/** Some groups of a request. */
export interface ResampleShare {
  readonly request: ResampleRequest;
  readonly groups: readonly number[];
}

// The window's thread stays free: a share comes once, its answers get better until the last.
self.addEventListener('message', ({ data: { request, groups } }: MessageEvent<ResampleShare>) => {
  for (const repetitions of stagesOf(request)) self.postMessage(resample(request, repetitions, groups));
});
