/** Vectors in three dimensions, one array per axis. */
export interface Vectors {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

export function vectors(count: number): Vectors {
  return { x: new Float64Array(count), y: new Float64Array(count), z: new Float64Array(count) };
}

/** An element that is known to exist. */
export function at(values: Float64Array, index: number): number {
  return values[index] as number;
}

export function lengthOf({ x, y, z }: Vectors, index: number): number {
  return Math.sqrt(at(x, index) ** 2 + at(y, index) ** 2 + at(z, index) ** 2);
}

/** Scales one vector so that its length lies between two bounds. */
export function clampLength(of: Vectors, index: number, shortest: number, longest: number): void {
  const length = lengthOf(of, index);
  if (length === 0 || (length >= shortest && length <= longest)) return;
  const scale = (length < shortest ? shortest : longest) / length;
  of.x[index] = at(of.x, index) * scale;
  of.y[index] = at(of.y, index) * scale;
  of.z[index] = at(of.z, index) * scale;
}
