import type { Film } from './film.ts';
import type { Painters } from './painters.ts';
import { withDuration } from './webm-duration.ts';

const types = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'] as const;

/** The kind of film this window can make; `undefined` for none. */
export function filmType(): string | undefined {
  return typeof MediaRecorder === 'undefined' ? undefined : types.find((type) => MediaRecorder.isTypeSupported(type));
}

/** A film with every picture that the window paints. */
export class WebmFilm implements Film {
  readonly type: string;
  readonly #canvas = document.createElement('canvas');
  readonly #recorder: MediaRecorder;
  readonly #chunks: Blob[] = [];
  readonly #began: number;
  #request = 0;

  constructor(painters: Painters, episodes: readonly string[], type: string) {
    this.type = type;
    const { width, height } = painters.size(episodes);
    // Codecs take whole pairs of pixels.
    this.#canvas.width = Math.max(Math.floor(width / 2) * 2, 2);
    this.#canvas.height = Math.max(Math.floor(height / 2) * 2, 2);
    const context = this.#canvas.getContext('2d');
    if (!context) throw new Error('This window cannot paint');
    const paint = () => {
      painters.paint(context, episodes);
      this.#request = requestAnimationFrame(paint);
    };
    paint();
    this.#recorder = new MediaRecorder(this.#canvas.captureStream(60), {
      mimeType: type,
      videoBitsPerSecond: 8_000_000,
    });
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#chunks.push(data));
    this.#recorder.start(1000);
    this.#began = performance.now();
  }

  async stop(): Promise<Blob> {
    const over = new Promise((resolve) => this.#recorder.addEventListener('stop', resolve, { once: true }));
    this.drop();
    const lasted = performance.now() - this.#began;
    await over;
    const film = new Uint8Array(await new Blob(this.#chunks).arrayBuffer());
    return new Blob([withDuration(film, lasted)], { type: this.type });
  }

  drop(): void {
    cancelAnimationFrame(this.#request);
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    for (const track of this.#recorder.stream.getTracks()) track.stop();
  }
}
