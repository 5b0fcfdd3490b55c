import { type Place, pathOf } from './place.ts';

/** What places are called that were shown, and those that the last list led to with the place that it stood in. */
const shown = new Map<string, string>();
let listed: { readonly place: Place; readonly names: ReadonlyMap<string, string> } | undefined;

/** A page tells what a place is called. */
export function tellName(place: Place, name: string): void {
  shown.set(pathOf(place), name);
}

/** The list of a place tells what the places are called that its rows lead to. */
export function tellListed(place: Place, rows: Iterable<readonly [Place, string]>): void {
  listed = { place, names: new Map([...rows].map(([to, name]) => [pathOf(to), name])) };
}

/** What a place is called as far as this window knows, without asking. */
export function knownName(place: Place): string | null {
  const path = pathOf(place);
  return listed?.names.get(path) ?? shown.get(path) ?? null;
}

/** Where the list stood that last led to a place. */
export function listedAt(place: Place): Place | undefined {
  return listed?.names.has(pathOf(place)) ? listed.place : undefined;
}
