import type { Film } from './film.ts';
import { type GifAnswer, type GifRequest, gifSize, MOST_PICTURES, PICTURE_TIME } from './gif.ts';
import type { Painters } from './painters.ts';

/**
 * A film that runs wherever a picture is shown: ten pictures a second, at most {@link GifFilm.seconds} of them, since a
 * GIF keeps one table of 256 colours for all and is made only when the last picture is known.
 */
export class GifFilm implements Film {
  static readonly seconds = (MOST_PICTURES * PICTURE_TIME) / 1000;
  readonly type = 'image/gif';
  readonly #worker = new Worker(new URL('./gif-worker.ts', import.meta.url), { type: 'module' });
  readonly #timer: number;
  #taken = 0;

  constructor(painters: Painters, episodes: readonly string[], onFull: () => void) {
    const size = painters.size(episodes);
    const { width, height, scale } = gifSize(size);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('This window cannot paint');
    context.scale(scale, scale);
    this.#send({ kind: 'begin', width, height });
    const take = () => {
      if (this.#taken === MOST_PICTURES) return onFull();
      this.#taken += 1;
      painters.paint(context, episodes);
      const { data } = context.getImageData(0, 0, width, height);
      this.#send({ kind: 'picture', data: data.buffer, at: performance.now() }, [data.buffer]);
    };
    take();
    this.#timer = window.setInterval(take, PICTURE_TIME);
  }

  async stop(): Promise<Blob> {
    window.clearInterval(this.#timer);
    const made = new Promise<ArrayBuffer>((resolve, reject) => {
      this.#worker.addEventListener('message', ({ data }: MessageEvent<GifAnswer>) => {
        if ('file' in data) resolve(data.file);
        else reject(new Error(data.failed));
      });
      this.#worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    });
    this.#send({ kind: 'end', at: performance.now() });
    try {
      return new Blob([await made], { type: this.type });
    } finally {
      this.#worker.terminate();
    }
  }

  drop(): void {
    window.clearInterval(this.#timer);
    this.#worker.terminate();
  }

  #send(request: GifRequest, given: readonly Transferable[] = []): void {
    this.#worker.postMessage(request, [...given]);
  }
}
