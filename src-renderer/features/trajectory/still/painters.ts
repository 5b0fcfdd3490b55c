import type { Size } from '../projection.ts';
import type { StillBrush } from './still-brush.ts';
import { SvgBrush } from './svg-brush.ts';

/** What can paint a picture as it is now, with its signs. */
export type Painter = {
  readonly size: Size;
  readonly ground: string;
} & (
  | { readonly kind: 'lines'; paint(brush: StillBrush): void }
  | { readonly kind: 'pixels'; paint(context: CanvasRenderingContext2D): void }
);

/** The pictures on the page, in the order of their episodes, as one. */
export class Painters {
  readonly #painters = new Map<string, Painter>();

  join(episode: string, painter: Painter): () => void {
    this.#painters.set(episode, painter);
    return () => {
      if (this.#painters.get(episode) === painter) this.#painters.delete(episode);
    };
  }

  /** Those of some episodes, side by side: how large they are together. */
  size(episodes: readonly string[]): Size {
    const shown = this.#of(episodes);
    return {
      width: shown.reduce((sum, { size }) => sum + size.width, 0),
      height: Math.max(0, ...shown.map(({ size }) => size.height)),
    };
  }

  /** Whether all of them are made of lines, and can be SVG. */
  areLines(episodes: readonly string[]): boolean {
    return this.#of(episodes).every(({ kind }) => kind === 'lines');
  }

  paint(context: CanvasRenderingContext2D, episodes: readonly string[]): void {
    let left = 0;
    for (const painter of this.#of(episodes)) {
      const { width, height } = painter.size;
      context.save();
      context.translate(left, 0);
      context.beginPath();
      context.rect(0, 0, width, height);
      context.clip();
      context.fillStyle = painter.ground;
      context.fillRect(0, 0, width, height);
      painter.paint(context);
      context.restore();
      left += width;
    }
  }

  svg(episodes: readonly string[]): string {
    const { width, height } = this.size(episodes);
    let left = 0;
    const parts = this.#of(episodes).map((painter) => {
      const brush = new SvgBrush();
      brush.fillStyle = painter.ground;
      brush.fillRect(0, 0, painter.size.width, painter.size.height);
      if (painter.kind === 'lines') painter.paint(brush);
      const at = left;
      left += painter.size.width;
      return `<svg x="${at}" y="0" width="${painter.size.width}" height="${painter.size.height}">\n${brush.text}\n</svg>`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n${parts.join('\n')}\n</svg>\n`;
  }

  #of(episodes: readonly string[]): readonly Painter[] {
    return episodes.flatMap((episode) => this.#painters.get(episode) ?? []);
  }
}
