import {
  ConeGeometry,
  DirectionalLight,
  Group,
  HemisphereLight,
  MeshBasicMaterial,
  MeshLambertMaterial,
  OctahedronGeometry,
  Scene,
  Vector3,
  WebGLRenderer,
} from 'three';
import { otherPlaces } from '../compare/other.ts';
import { neighboursOf } from '../neighbours.ts';
import { isDimmed, markColour } from '../scene.ts';
import { Camera, type From } from './camera.ts';
import { Flock } from './flock.ts';
import { middleOf, Room, sizesOf } from './room.ts';
import type { SpaceScene } from './space-scene.ts';
import { type Place, type Spot, spotsAt } from './spots.ts';
import { Strokes } from './strokes.ts';
import { drawPaths, drawTrails } from './trails.ts';
import { Walls } from './walls.ts';

/** Size of an agent as a share of the scene. */
const BODY = 1 / 48;

/** An episode in space, drawn with WebGL. Throws where there is none; `dispose` gives everything back. */
export class SpacePicture {
  readonly canvas: HTMLCanvasElement;
  readonly camera: Camera;
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  /** Turned over where y grows downwards. */
  readonly #root = new Group();
  readonly #flocks: Readonly<Record<'solid' | 'dimmed' | 'unseen' | 'apart' | 'apartDimmed', Flock>>;
  readonly #trails = new Strokes();
  readonly #paths = new Strokes();
  readonly #arrows = new Strokes();
  /** Where the scene's origin is among the positions; it stays when more of them is known. */
  readonly #centre: Place;
  #radius = 1;
  #room: Room | undefined;
  #walls: Walls | undefined;
  #shown: SpaceScene;
  #spots: readonly Spot[] = [];
  followed: number | undefined;

  constructor(canvas: HTMLCanvasElement, scene: SpaceScene, onMove: () => void) {
    const context = canvas.getContext('webgl2', { antialias: true });
    if (!context) throw new Error('There is no WebGL 2 here');
    this.canvas = canvas;
    this.#renderer = new WebGLRenderer({ canvas, context, antialias: true });
    // To ask for errors waits until all shaders are compiled, one after the other.
    this.#renderer.debug.checkShaderErrors = false;
    this.#shown = scene;
    this.#centre = middleOf(scene.bounds);
    this.camera = new Camera(canvas, upright(this.#centre, scene), onMove);
    const dim = { transparent: true, opacity: 0.18, depthWrite: false };
    const dart = () => new ConeGeometry(0.42, 1.5, 9);
    this.#flocks = {
      solid: new Flock(dart(), new MeshLambertMaterial()),
      dimmed: new Flock(dart(), new MeshLambertMaterial(dim)),
      unseen: new Flock(dart(), new MeshBasicMaterial({ wireframe: true })),
      apart: new Flock(new OctahedronGeometry(0.9), new MeshLambertMaterial()),
      apartDimmed: new Flock(new OctahedronGeometry(0.9), new MeshLambertMaterial(dim)),
    };
    const light = new DirectionalLight('#ffffff', 1.6);
    light.position.set(0.6, 1, 0.8);
    this.#root.scale.y = scene.yDown ? -1 : 1;
    this.#root.add(this.#paths.lines, this.#trails.lines, this.#arrows.lines);
    for (const { mesh } of Object.values(this.#flocks)) this.#root.add(mesh);
    this.#scene.add(new HemisphereLight('#ffffff', '#8a8f98', 2.1), light, this.#root);
    this.show(scene);
  }

  /** Distance between two lines of the floor's grid. */
  get grid(): number {
    return this.#room?.grid ?? 0;
  }

  resize(width: number, height: number, density: number): void {
    this.#renderer.setPixelRatio(density);
    this.#renderer.setSize(width, height, false);
    this.camera.resize(width, height);
  }

  look(from: From): void {
    this.followed = undefined;
    this.camera.look(from);
  }

  /** Takes another scene of the same episode, maybe one of more agents in a larger room. */
  show(scene: SpaceScene): void {
    const isWider = !this.#room || scene.bounds.join() !== this.#shown.bounds.join();
    if (isWider) this.#reach(scene);
    for (const flock of Object.values(this.#flocks)) flock.reserve(scene.looks.length);
    if (isWider || scene.missing !== this.#shown.missing) {
      this.#room?.dispose();
      this.#room = new Room(scene.bounds, this.#centre, scene.missing, scene.yDown);
      this.#root.add(this.#room.group);
    }
    if (isWider || scene.images !== this.#shown.images) {
      this.#walls?.dispose();
      this.#walls = new Walls(scene.images, scene.bounds, this.#centre, scene.yDown);
      this.#root.add(this.#walls.group);
    }
    this.#shown = scene;
    this.#renderer.setClearColor(scene.ground);
    this.#renderer.domElement.style.background = scene.ground;
  }

  /** Draws the whole ways anew: when the scene changed, or more of them has been read. */
  drawPaths(): void {
    drawPaths(this.#paths, this.#shown, this.#centre, (agent) => isDimmed(this.#shown, agent));
  }

  /** Puts everybody where they are at a frame; without the frame, what was there stays. */
  moveTo(time: number): void {
    const scene = this.#shown;
    if (!scene.store.has(time)) return;
    this.#spots = spotsAt(scene.store, scene.looks.length, time);
    const lit = neighboursOf(this.#spots, scene.selected, scene.near);
    const dimmed = (agent: number) => isDimmed({ selected: scene.selected, lit }, agent);
    for (const flock of Object.values(this.#flocks)) flock.begin();
    for (const spot of this.#spots) this.#place(spot, dimmed(spot.agent));
    for (const flock of Object.values(this.#flocks)) flock.end();
    drawTrails(this.#trails, scene, this.#spots, time, { centre: this.#centre, dimmed });
    this.#drawArrows(dimmed, time);
    const followed = this.#spots.find(({ agent }) => agent === this.followed);
    if (followed) {
      this.camera.follow(...upright(this.#inScene(followed.at), scene));
    }
  }

  render(): void {
    this.#renderer.render(this.#scene, this.camera.lens);
  }

  /** Where agents are on the screen, in CSS pixels; those behind the camera left out. */
  marks(
    width: number,
    height: number,
  ): readonly { readonly agent: number; readonly x: number; readonly y: number; readonly seen: boolean }[] {
    const point = new Vector3();
    return this.#spots.flatMap(({ agent, at, seen }) => {
      point
        .set(...this.#inScene(at))
        .applyMatrix4(this.#root.matrixWorld)
        .project(this.camera.lens);
      if (point.z > 1) return [];
      return [{ agent, seen, x: ((point.x + 1) / 2) * width, y: ((1 - point.y) / 2) * height }];
    });
  }

  dispose(): void {
    for (const each of [...Object.values(this.#flocks), this.#trails, this.#paths, this.#arrows, this.camera])
      each.dispose();
    this.#room?.dispose();
    this.#walls?.dispose();
    this.#renderer.dispose();
  }

  #reach(scene: SpaceScene): void {
    this.#radius = Math.hypot(...sizesOf(scene.bounds)) / 2;
    this.camera.reach(upright(this.#inScene(middleOf(scene.bounds)), scene), this.#radius);
  }

  #place(spot: Spot, dimmed: boolean): void {
    const scene = this.#shown;
    const colour = markColour(scene, spot);
    const size = this.#radius * BODY * (scene.selected.has(spot.agent) ? 1.6 : 1);
    const { solid, unseen, apart, apartDimmed, dimmed: faint } = this.#flocks;
    const isApart = scene.looks[spot.agent]?.apart ?? false;
    const hollow = !spot.seen || colour === undefined;
    const flock = isApart ? (dimmed ? apartDimmed : apart) : dimmed ? faint : hollow ? unseen : solid;
    flock.add(this.#inScene(spot.at), isApart ? undefined : spot.pace, size, colour ?? scene.missing);
  }

  /** Arrows, and lines to the counterparts of another episode. */
  #drawArrows(dimmed: (agent: number) => boolean, time: number): void {
    const scene = this.#shown;
    const moving = scene.arrows > 0 ? this.#spots.filter(({ agent, seen }) => seen && !scene.looks[agent]?.apart) : [];
    const places = scene.other ? otherPlaces(scene.other, time) : new Map<number, Place>();
    this.#arrows.begin(moving.length + places.size + 1);
    for (const spot of moving) {
      if (!spot.pace) continue;
      const [x, y, z] = this.#inScene(spot.at);
      const [u, v, w] = spot.pace.map((part) => part * scene.arrows) as unknown as Place;
      const strength = dimmed(spot.agent) ? 0.15 : 1;
      this.#arrows.add(x, y, z, x + u, y + v, z + w, markColour(scene, spot) ?? scene.missing, strength);
    }
    for (const { agent, at } of this.#spots) {
      const there = scene.looks[agent]?.apart ? undefined : places.get(agent);
      if (!there) continue;
      this.#arrows.add(...this.#inScene(at), ...this.#inScene(there), scene.ink, dimmed(agent) ? 0.15 : 0.9);
    }
    this.#arrows.end();
  }

  /** Subtracted in doubles, so that far-off positions keep their digits on the graphics card. */
  #inScene([x, y, z]: Place): Place {
    return [x - this.#centre[0], y - this.#centre[1], z - this.#centre[2]];
  }
}

/** A place as the camera sees it: turned over where y grows downwards. */
function upright([x, y, z]: Place, { yDown }: SpaceScene): Place {
  return [x, yDown ? -y : y, z];
}
