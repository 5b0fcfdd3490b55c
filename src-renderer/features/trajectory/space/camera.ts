import { PerspectiveCamera, Spherical, Vector3 } from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';

import type { Pose } from '../compare/pose.ts';
import type { Place } from './spots.ts';

export type From = 'space' | 'top' | 'front' | 'side';

/** Directions to look from; a little beside the poles, which have no direction that is up. */
const directions: Readonly<Record<From, readonly [number, number, number]>> = {
  space: [0.75, 0.62, 1],
  top: [0, 1, 1e-4],
  front: [0, 0, 1],
  side: [-1, 0, 0],
};

const FIELD = 40;

/** Looks at the scene: orbits, pans and zooms by mouse, touch and keys. */
export class Camera {
  readonly lens = new PerspectiveCamera(FIELD, 1, 0.01, 10);
  readonly #controls: OrbitControls;
  readonly #origin: Vector3;
  readonly #middle = new Vector3();
  readonly #before = new Vector3();
  #radius = 1;
  /** Where everything is seen from, until a person looks at something else. */
  #from: From | undefined;

  /** `origin` of the scene among the positions; poses are told in these, since other scenes have other origins. */
  constructor(element: HTMLElement, origin: Place, onMove: () => void) {
    this.#origin = new Vector3(...origin);
    this.#controls = new OrbitControls(this.lens, element);
    this.#controls.enableDamping = false;
    this.#controls.addEventListener('change', onMove);
    this.#controls.addEventListener('start', () => this.#leave());
  }

  /** Takes in a ball around everything. Who sees everything still does, and all others see what they saw. */
  reach(middle: Place, radius: number): void {
    this.#middle.set(...middle);
    this.#radius = radius;
    this.lens.near = radius / 500;
    this.lens.far = radius * 60;
    this.lens.updateProjectionMatrix();
    this.#controls.minDistance = radius / 200;
    this.#controls.maxDistance = radius * 25;
    if (this.#from) this.look(this.#from);
  }

  resize(width: number, height: number): void {
    this.lens.aspect = width / Math.max(height, 1);
    this.lens.updateProjectionMatrix();
  }

  /** Everything, seen from somewhere. */
  look(from: From): void {
    const narrow = Math.min(1, this.lens.aspect);
    const distance = (this.#radius / Math.sin((FIELD * Math.PI) / 360)) * (1 / narrow);
    this.#from = from;
    this.#controls.target.copy(this.#middle);
    this.lens.position
      .set(...directions[from])
      .setLength(distance)
      .add(this.#middle);
    this.#controls.update();
  }

  /** Whether it stays where it is whatever a hand does. */
  hold(held: boolean): void {
    this.#controls.enabled = !held;
  }

  /** Moves along with a point, keeping direction and distance. */
  follow(x: number, y: number, z: number): void {
    this.#leave();
    this.#before.copy(this.#controls.target);
    this.#controls.target.set(x, y, z);
    this.lens.position.add(this.#controls.target).sub(this.#before);
    this.#controls.update();
  }

  zoom(by: number): void {
    this.#leave();
    const way = this.lens.position.clone().sub(this.#controls.target);
    this.lens.position.copy(this.#controls.target).add(way.divideScalar(by));
    this.#controls.update();
  }

  /** Turns around the middle, in radians. */
  turn(around: number, tilt: number): void {
    this.#leave();
    const place = new Spherical().setFromVector3(this.lens.position.clone().sub(this.#controls.target));
    place.theta += around;
    place.phi += tilt;
    place.makeSafe();
    this.lens.position.setFromSpherical(place).add(this.#controls.target);
    this.#controls.update();
  }

  get pose(): Pose {
    const { position } = this.lens;
    const { target } = this.#controls;
    return { at: position.clone().add(this.#origin).toArray(), target: target.clone().add(this.#origin).toArray() };
  }

  take({ at, target }: Pose): void {
    this.#leave();
    this.lens.position.set(...at).sub(this.#origin);
    this.#controls.target.set(...target).sub(this.#origin);
    this.#controls.update();
  }

  dispose(): void {
    this.#controls.dispose();
  }

  #leave(): void {
    this.#from = undefined;
  }
}
