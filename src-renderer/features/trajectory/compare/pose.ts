/** From where a camera looks at what, as positions of the data with y upwards. */
export interface Pose {
  readonly at: readonly [number, number, number];
  readonly target: readonly [number, number, number];
}

/** Cameras that move together. */
export class PoseLink {
  readonly #takers = new Set<(pose: Pose) => void>();
  #telling = false;
  latest: Pose | undefined;

  join(take: (pose: Pose) => void): () => void {
    this.#takers.add(take);
    return () => this.#takers.delete(take);
  }

  /** Tells the others; what they do in turn is not told again. */
  tell(pose: Pose, from: (pose: Pose) => void): void {
    if (this.#telling) return;
    this.#telling = true;
    this.latest = pose;
    for (const take of this.#takers) if (take !== from) take(pose);
    this.#telling = false;
  }
}
