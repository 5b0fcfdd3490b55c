import type { ImportLook, ImportPlan } from './import.ts';

/** Paths by their place: those that were asked about, in that order, then those of {@link PackedLook.more}. */
type Places = readonly number[];

interface PackedPlan extends Omit<ImportPlan, 'paths' | 'files'> {
  readonly paths: Places;
  readonly files: Places;
  /** Of each file, in bytes. */
  readonly sizes: readonly number[];
}

/** What lies in files, as it travels: an answer about thousands of them that repeats their paths stops the window. */
export interface PackedLook {
  /** Paths that were not asked about: files below folders. */
  readonly more: readonly string[];
  readonly plans: readonly PackedPlan[];
  readonly refused: readonly (Omit<ImportLook['refused'][number], 'paths'> & { readonly paths: Places })[];
}

export function packLook({ plans, refused }: ImportLook, asked: readonly string[]): PackedLook {
  const places = new Map(asked.map((path, at) => [path, at]));
  const more: string[] = [];
  const place = (path: string): number => {
    const known = places.get(path);
    if (known !== undefined) return known;
    const next = asked.length + more.push(path) - 1;
    places.set(path, next);
    return next;
  };
  return {
    plans: plans.map((plan) => ({
      ...plan,
      paths: plan.paths.map(place),
      files: plan.files.map(({ path }) => place(path)),
      sizes: plan.files.map(({ bytes }) => bytes),
    })),
    refused: refused.map((each) => ({ ...each, paths: each.paths.map(place) })),
    more,
  };
}

export function unpackLook({ plans, refused, more }: PackedLook, asked: readonly string[]): ImportLook {
  const paths = [...asked, ...more];
  const path = (place: number): string => paths[place] ?? '';
  return {
    plans: plans.map(({ sizes, ...plan }) => ({
      ...plan,
      paths: plan.paths.map(path),
      files: plan.files.map((place, at) => ({ path: path(place), bytes: sizes[at] ?? 0 })),
    })),
    refused: refused.map((each) => ({ ...each, paths: each.paths.map(path) })),
  };
}
