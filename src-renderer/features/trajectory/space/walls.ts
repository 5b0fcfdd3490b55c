import {
  BufferGeometry,
  Float32BufferAttribute,
  FrontSide,
  Group,
  LinearFilter,
  Mesh,
  MeshBasicMaterial,
  SRGBColorSpace,
  Texture,
} from 'three';
import type { Background } from '../background.ts';
import { axesOf, type Plane } from '../projection.ts';
import type { Place } from './spots.ts';

/** Images behind the flat pictures, by plane. */
export type WallImages = Readonly<Partial<Record<Plane, Background>>>;

/** The same images in space: the top view's on the floor, the others' on the far walls. Seen from inside the room only. */
export class Walls {
  readonly group = new Group();

  constructor(images: WallImages, bounds: readonly (readonly [number, number])[], centre: Place, yDown: boolean) {
    for (const plane of ['xy', 'xz', 'zy'] as const) {
      const background = images[plane];
      if (background === undefined) continue;
      const corners = cornersOf(plane, background.extent, bounds, yDown);
      this.group.add(wall(background.image, corners, centre, yDown));
    }
  }

  dispose(): void {
    this.group.removeFromParent();
    for (const child of this.group.children) {
      if (!(child instanceof Mesh)) continue;
      child.geometry.dispose();
      child.material.map?.dispose();
      child.material.dispose();
    }
  }
}

/** Where the corners of an image are: upper left, upper right, lower left, lower right, as in the flat picture. */
export function cornersOf(
  plane: Plane,
  [across, along]: Background['extent'],
  bounds: readonly (readonly [number, number])[],
  yDown: boolean,
): readonly [Place, Place, Place, Place] {
  const axes = axesOf(plane, yDown);
  const [upper, lower] = axes.down ? along : [along[1], along[0]];
  const depth = ([0, 1, 2] as const).find((axis) => axis !== axes.across && axis !== axes.along)!;
  const [low, high] = bounds[depth] ?? [0, 0];
  // The floor is below, the front view's wall lies in the depth, the side view's to the right: z comes towards us.
  const far = { xz: yDown ? high : low, xy: low, zy: high }[plane];
  const at = (x: number, y: number): Place => {
    const place: [number, number, number] = [far, far, far];
    place[axes.across] = x;
    place[axes.along] = y;
    return place;
  };
  return [at(across[0], upper), at(across[1], upper), at(across[0], lower), at(across[1], lower)];
}

function wall(image: HTMLImageElement, corners: readonly Place[], centre: Place, turned: boolean): Mesh {
  const geometry = new BufferGeometry();
  const places = corners.flatMap((corner) => corner.map((value, axis) => value - (centre[axis] ?? 0)));
  geometry.setAttribute('position', new Float32BufferAttribute(places, 3));
  geometry.setAttribute('uv', new Float32BufferAttribute([0, 1, 1, 1, 0, 0, 1, 0], 2));
  // Where the scene is turned over, so is what counts as the front of a face.
  geometry.setIndex(turned ? [0, 1, 2, 2, 1, 3] : [0, 2, 1, 1, 2, 3]);
  const map = new Texture(image);
  map.colorSpace = SRGBColorSpace;
  map.minFilter = LinearFilter;
  map.generateMipmaps = false;
  map.needsUpdate = true;
  const mesh = new Mesh(
    geometry,
    new MeshBasicMaterial({ map, side: FrontSide, transparent: true, depthWrite: false }),
  );
  // Before the lines, which are let through as well.
  mesh.renderOrder = -1;
  return mesh;
}
