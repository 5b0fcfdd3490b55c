import type { StillBrush } from './still-brush.ts';

/**
 * Paints as a canvas' context does, and keeps it as SVG: lines stay lines and text stays text. Knows what pictures of
 * trajectories use: paths of straight lines, full circles, rectangles and text.
 */
export class SvgBrush implements StillBrush {
  strokeStyle: StillBrush['strokeStyle'] = '#000';
  fillStyle: StillBrush['fillStyle'] = '#000';
  lineWidth = 1;
  lineJoin: CanvasLineJoin = 'miter';
  lineCap: CanvasLineCap = 'butt';
  globalAlpha = 1;
  font = '11px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  readonly #parts: string[] = [];
  #path: string[] = [];
  #dash: readonly number[] = [];

  /** Everything painted so far. */
  get text(): string {
    return this.#parts.join('\n');
  }

  beginPath(): void {
    this.#path = [];
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${short(x)} ${short(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`);
  }

  closePath(): void {
    this.#path.push('Z');
  }

  /** A full circle. */
  arc(x: number, y: number, radius: number): void {
    const [left, right, level, r] = [short(x - radius), short(x + radius), short(y), short(radius)];
    this.#path.push(`M${right} ${level}A${r} ${r} 0 1 1 ${left} ${level}A${r} ${r} 0 1 1 ${right} ${level}Z`);
  }

  stroke(): void {
    if (this.#path.length === 0) return;
    const dash = this.#dash.length > 0 ? ` stroke-dasharray="${this.#dash.join(' ')}"` : '';
    this.#parts.push(
      `<path d="${this.#path.join('')}" fill="none" stroke="${escaped(this.strokeStyle)}" stroke-width="${short(this.lineWidth)}" stroke-linejoin="${this.lineJoin}" stroke-linecap="${this.lineCap}"${dash}${this.#opacity()}/>`,
    );
  }

  fill(): void {
    if (this.#path.length === 0) return;
    this.#parts.push(`<path d="${this.#path.join('')}" fill="${escaped(this.fillStyle)}"${this.#opacity()}/>`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#parts.push(
      `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${escaped(this.fillStyle)}"${this.#opacity()}/>`,
    );
  }

  drawImage({ src }: Pick<HTMLImageElement, 'src'>, x: number, y: number, width: number, height: number): void {
    this.#parts.push(
      `<image x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" preserveAspectRatio="none" href="${escaped(src)}"${this.#opacity()}/>`,
    );
  }

  fillText(text: string, x: number, y: number): void {
    const anchor = { right: 'end', center: 'middle' }[this.textAlign as string] ?? 'start';
    const [, size = '11', family = 'sans-serif'] = /([\d.]+)px\s+(.+)/.exec(this.font) ?? [];
    this.#parts.push(
      `<text x="${short(x)}" y="${short(y)}" font-size="${size}" font-family="${escaped(family)}" text-anchor="${anchor}" fill="${escaped(this.fillStyle)}"${this.#opacity()}>${escaped(text)}</text>`,
    );
  }

  setLineDash(dash: readonly number[]): void {
    this.#dash = dash;
  }

  #opacity(): string {
    return this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : '';
  }
}

/** Two digits behind the point are finer than any printer. */
const short = (value: number): string => String(Math.round(value * 100) / 100);

function escaped(text: unknown): string {
  return String(text).replace(/[&<>"]/g, (sign) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[sign]};`);
}
