import {
  type BufferGeometry,
  Color,
  DynamicDrawUsage,
  InstancedBufferAttribute,
  InstancedMesh,
  type Material,
  Matrix4,
  Quaternion,
  Vector3,
} from 'three';
import type { Place } from './spots.ts';

const up = new Vector3(0, 1, 0);

/** Many copies of one body, drawn at once; filled anew for each frame. */
export class Flock {
  readonly mesh: InstancedMesh;
  readonly #colours = new Map<string, Color>();
  readonly #matrix = new Matrix4();
  readonly #turn = new Quaternion();
  readonly #at = new Vector3();
  readonly #size = new Vector3();
  readonly #way = new Vector3();
  #count = 0;

  constructor(geometry: BufferGeometry, material: Material) {
    this.mesh = new InstancedMesh(geometry, material, 0);
    this.mesh.frustumCulled = false;
    this.mesh.count = 0;
  }

  /** Makes room for so many copies. */
  reserve(most: number): void {
    if (most <= this.mesh.instanceMatrix.count) return;
    this.mesh.dispose();
    this.mesh.instanceMatrix = new InstancedBufferAttribute(new Float32Array(most * 16), 16).setUsage(DynamicDrawUsage);
    this.mesh.instanceColor = new InstancedBufferAttribute(new Float32Array(most * 3), 3);
  }

  begin(): void {
    this.#count = 0;
  }

  /** A copy whose tip (its y) points along `way`. */
  add([x, y, z]: Place, way: Place | undefined, size: number, colour: string): void {
    this.#way.set(...(way ?? [0, 1, 0]));
    if (this.#way.lengthSq() < 1e-24) this.#turn.identity();
    else this.#turn.setFromUnitVectors(up, this.#way.normalize());
    this.#matrix.compose(this.#at.set(x, y, z), this.#turn, this.#size.setScalar(size));
    this.mesh.setMatrixAt(this.#count, this.#matrix);
    this.mesh.setColorAt(this.#count, this.#colourOf(colour));
    this.#count += 1;
  }

  end(): void {
    this.mesh.count = this.#count;
    this.mesh.instanceMatrix.needsUpdate = true;
    if (this.mesh.instanceColor) this.mesh.instanceColor.needsUpdate = true;
  }

  dispose(): void {
    this.mesh.removeFromParent();
    this.mesh.geometry.dispose();
    (this.mesh.material as Material).dispose();
    this.mesh.dispose();
  }

  #colourOf(text: string): Color {
    const known = this.#colours.get(text) ?? new Color(text);
    this.#colours.set(text, known);
    return known;
  }
}
