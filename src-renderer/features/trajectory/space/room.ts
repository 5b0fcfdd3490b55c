import {
  BoxGeometry,
  type BufferGeometry,
  CanvasTexture,
  EdgesGeometry,
  Float32BufferAttribute,
  BufferGeometry as Geometry,
  Group,
  LineBasicMaterial,
  LineSegments,
  Sprite,
  SpriteMaterial,
  Vector3,
} from 'three';
import { AXIS_NAMES, scaleBar } from '../projection.ts';
import type { Place } from './spots.ts';

type Bounds = readonly (readonly [number, number])[];

/** The box around all positions, a grid on its floor, and what its edges are called. */
export class Room {
  readonly group = new Group();
  /** Distance between two lines of the grid, in units of the scene. */
  readonly grid: number;

  constructor(bounds: Bounds, centre: Place, colour: string, yDown: boolean) {
    const size = sizesOf(bounds);
    const floor = yDown ? size[1] / 2 : -size[1] / 2;
    const longest = Math.max(...size);
    this.grid = scaleBar(1, longest / 4).units;
    this.group.position.set(...middleOf(bounds)).sub(new Vector3(...centre));
    const box = new BoxGeometry(...size);
    this.group.add(lines(new EdgesGeometry(box), colour, 0.5), lines(gridOn(bounds, floor, this.grid), colour, 0.18));
    box.dispose();
    const ends = [
      [size[0] / 2 + longest * 0.04, floor, size[2] / 2],
      [-size[0] / 2, -floor + (yDown ? -1 : 1) * longest * 0.04, size[2] / 2],
      [-size[0] / 2, floor, size[2] / 2 + longest * 0.04],
    ] as const;
    AXIS_NAMES.forEach((name, axis) => {
      const sign = letter(name, colour);
      sign.position.set(...ends[axis]!);
      sign.scale.setScalar(longest * 0.05);
      this.group.add(sign);
    });
  }

  dispose(): void {
    this.group.removeFromParent();
    for (const child of this.group.children) {
      if (child instanceof LineSegments) {
        child.geometry.dispose();
        child.material.dispose();
      } else if (child instanceof Sprite) {
        child.material.map?.dispose();
        child.material.dispose();
      }
    }
  }
}

/** The middle of the box. */
export function middleOf(bounds: Bounds): Place {
  const middle = (axis: number) => ((bounds[axis]?.[0] ?? 0) + (bounds[axis]?.[1] ?? 0)) / 2;
  return [middle(0), middle(1), middle(2)];
}

/** Lengths of the box; a flat one gets a little height. */
export function sizesOf(bounds: Bounds): [number, number, number] {
  const lengths = [0, 1, 2].map((axis) => (bounds[axis]?.[1] ?? 0) - (bounds[axis]?.[0] ?? 0));
  const longest = Math.max(...lengths) || 1;
  return lengths.map((length) => Math.max(length, longest * 1e-3)) as [number, number, number];
}

function lines(
  geometry: BufferGeometry,
  colour: string,
  opacity: number,
): LineSegments<BufferGeometry, LineBasicMaterial> {
  return new LineSegments(
    geometry,
    new LineBasicMaterial({ color: colour, transparent: true, opacity, depthWrite: false }),
  );
}

/** Lines at whole multiples of `step` on the floor. */
function gridOn(bounds: Bounds, floor: number, step: number): BufferGeometry {
  const points: number[] = [];
  const none: readonly [number, number] = [0, 0];
  const [x, z] = [bounds[0] ?? none, bounds[2] ?? none];
  const middle = ([low, high]: readonly [number, number]) => (low + high) / 2;
  for (let at = Math.ceil(x[0] / step) * step; at <= x[1]; at += step) {
    const across = at - middle(x);
    points.push(across, floor, z[0] - middle(z), across, floor, z[1] - middle(z));
  }
  for (let at = Math.ceil(z[0] / step) * step; at <= z[1]; at += step) {
    const along = at - middle(z);
    points.push(x[0] - middle(x), floor, along, x[1] - middle(x), floor, along);
  }
  return new Geometry().setAttribute('position', new Float32BufferAttribute(points, 3));
}

function letter(text: string, colour: string): Sprite {
  const canvas = document.createElement('canvas');
  canvas.width = 64;
  canvas.height = 64;
  const context = canvas.getContext('2d');
  if (context) {
    context.font = '44px system-ui, sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = colour;
    context.fillText(text, 32, 32);
  }
  return new Sprite(new SpriteMaterial({ map: new CanvasTexture(canvas), depthTest: false }));
}
