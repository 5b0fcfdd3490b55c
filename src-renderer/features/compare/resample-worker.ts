import { type ResampleRequest, resample, STAGES } from './resample.ts';

// The window's thread stays free: a request comes once, its answers get better until the last.
self.addEventListener('message', ({ data }: MessageEvent<ResampleRequest>) => {
  const isDrawn = data.kind === 'aggregates' || data.options.band === 'bootstrap';
  for (const repetitions of isDrawn ? STAGES : STAGES.slice(0, 1)) self.postMessage(resample(data, repetitions));
});
