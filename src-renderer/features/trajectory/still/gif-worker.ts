import { encode } from 'modern-gif';
import { delaysOf, type GifAnswer, type GifRequest } from './gif.ts';

const pictures: Uint8ClampedArray<ArrayBuffer>[] = [];
const times: number[] = [];
let size = { width: 1, height: 1 };

self.addEventListener('message', ({ data: request }: MessageEvent<GifRequest>) => {
  if (request.kind === 'begin') size = { width: request.width, height: request.height };
  else if (request.kind === 'picture') {
    pictures.push(new Uint8ClampedArray(request.data));
    times.push(request.at);
  } else void make(request.at);
});

async function make(end: number): Promise<void> {
  const delays = delaysOf(times, end);
  try {
    const file = await encode({ ...size, frames: pictures.map((data, at) => ({ data, delay: delays[at]! })) });
    answer({ file }, [file]);
  } catch (thrown) {
    answer({ failed: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

function answer(sent: GifAnswer, given: Transferable[] = []): void {
  self.postMessage(sent, { transfer: given });
}
