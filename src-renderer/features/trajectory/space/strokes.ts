import { BufferAttribute, BufferGeometry, Color, DynamicDrawUsage, LineBasicMaterial, LineSegments } from 'three';

/** Lines of two points each, every one with a colour and a strength of its own. Grows as needed, up to a bound. */
export class Strokes {
  readonly lines: LineSegments<BufferGeometry, LineBasicMaterial>;
  readonly #colours = new Map<string, Color>();
  #at = new Float32Array(0);
  #colour = new Float32Array(0);
  #count = 0;

  constructor() {
    const material = new LineBasicMaterial({ vertexColors: true, transparent: true, depthWrite: false });
    this.lines = new LineSegments(new BufferGeometry(), material);
    this.lines.frustumCulled = false;
  }

  /** At most `most` lines follow. */
  begin(most: number): void {
    this.#count = 0;
    if (this.#at.length >= most * 6) return;
    const room = Math.ceil(most * 1.25);
    this.#at = new Float32Array(room * 6);
    this.#colour = new Float32Array(room * 8);
    this.lines.geometry.dispose();
    this.lines.geometry = new BufferGeometry();
    this.lines.geometry.setAttribute('position', new BufferAttribute(this.#at, 3).setUsage(DynamicDrawUsage));
    this.lines.geometry.setAttribute('color', new BufferAttribute(this.#colour, 4).setUsage(DynamicDrawUsage));
  }

  add(x: number, y: number, z: number, u: number, v: number, w: number, colour: string, strength: number): void {
    const at = this.#count * 6;
    if (at + 6 > this.#at.length) return;
    this.#at.set([x, y, z, u, v, w], at);
    const { r, g, b } = this.#colourOf(colour);
    this.#colour.set([r, g, b, strength, r, g, b, strength], this.#count * 8);
    this.#count += 1;
  }

  end(): void {
    const { geometry } = this.lines;
    geometry.setDrawRange(0, this.#count * 2);
    for (const [name, size] of [
      ['position', 6],
      ['color', 8],
    ] as const) {
      const attribute = geometry.getAttribute(name) as BufferAttribute | undefined;
      if (!attribute) continue;
      attribute.clearUpdateRanges();
      attribute.addUpdateRange(0, this.#count * size);
      attribute.needsUpdate = true;
    }
  }

  dispose(): void {
    this.lines.removeFromParent();
    this.lines.geometry.dispose();
    this.lines.material.dispose();
  }

  #colourOf(text: string): Color {
    const known = this.#colours.get(text) ?? new Color(text);
    this.#colours.set(text, known);
    return known;
  }
}
