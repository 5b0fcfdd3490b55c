import { type ResampleRequest, resample, stagesOf } from './resample.ts';

// The window's thread stays free: a request comes once, its answers get better until the last.
self.addEventListener('message', ({ data }: MessageEvent<ResampleRequest>) => {
  for (const repetitions of stagesOf(data)) self.postMessage(resample(data, repetitions));
});
