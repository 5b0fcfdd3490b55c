import { PerspectiveCamera, Spherical, Vector3 } from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';

import type { Pose } from '../compare/pose.ts';

export type From = 'space' | 'top' | 'front' | 'side';

/** Directions to look from; a little beside the poles, which have no direction that is up. */
const directions: Readonly<Record<From, readonly [number, number, number]>> = {
  space: [0.75, 0.62, 1],
  top: [0, 1, 1e-4],
  front: [0, 0, 1],
  side: [-1, 0, 0],
};

const FIELD = 40;

/** Looks at the scene, whose middle is the origin: orbits, pans and zooms by mouse, touch and keys. */
export class Camera {
  readonly lens = new PerspectiveCamera(FIELD, 1, 0.01, 10);
  readonly #controls: OrbitControls;
  readonly #radius: number;
  readonly #before = new Vector3();

  /** `radius` of a ball around everything. */
  constructor(element: HTMLElement, radius: number, onMove: () => void) {
    this.#radius = radius;
    this.lens.near = radius / 500;
    this.lens.far = radius * 60;
    this.#controls = new OrbitControls(this.lens, element);
    this.#controls.enableDamping = false;
    this.#controls.minDistance = radius / 200;
    this.#controls.maxDistance = radius * 25;
    this.#controls.addEventListener('change', onMove);
  }

  resize(width: number, height: number): void {
    this.lens.aspect = width / Math.max(height, 1);
    this.lens.updateProjectionMatrix();
  }

  /** Everything, seen from somewhere. */
  look(from: From): void {
    const narrow = Math.min(1, this.lens.aspect);
    const distance = (this.#radius / Math.sin((FIELD * Math.PI) / 360)) * (1 / narrow);
    this.#controls.target.set(0, 0, 0);
    this.lens.position.set(...directions[from]).setLength(distance);
    this.#controls.update();
  }

  /** Whether it stays where it is whatever a hand does. */
  hold(held: boolean): void {
    this.#controls.enabled = !held;
  }

  /** Moves along with a point, keeping direction and distance. */
  follow(x: number, y: number, z: number): void {
    this.#before.copy(this.#controls.target);
    this.#controls.target.set(x, y, z);
    this.lens.position.add(this.#controls.target).sub(this.#before);
    this.#controls.update();
  }

  zoom(by: number): void {
    const way = this.lens.position.clone().sub(this.#controls.target);
    this.lens.position.copy(this.#controls.target).add(way.divideScalar(by));
    this.#controls.update();
  }

  /** Turns around the middle, in radians. */
  turn(around: number, tilt: number): void {
    const place = new Spherical().setFromVector3(this.lens.position.clone().sub(this.#controls.target));
    place.theta += around;
    place.phi += tilt;
    place.makeSafe();
    this.lens.position.setFromSpherical(place).add(this.#controls.target);
    this.#controls.update();
  }

  get pose(): Pose {
    return { at: this.lens.position.toArray(), target: this.#controls.target.toArray() };
  }

  take({ at, target }: Pose): void {
    this.lens.position.set(...at);
    this.#controls.target.set(...target);
    this.#controls.update();
  }

  dispose(): void {
    this.#controls.dispose();
  }
}
