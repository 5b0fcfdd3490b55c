import type { Brush } from '../brush.ts';

/** A brush that writes too: for pictures that stand alone. */
export type StillBrush = Brush &
  Pick<CanvasRenderingContext2D, 'fillRect' | 'fillText' | 'font' | 'textAlign' | 'textBaseline'> & {
    /** Stretched over a rectangle. */
    drawImage(image: HTMLImageElement, x: number, y: number, width: number, height: number): void;
  };
