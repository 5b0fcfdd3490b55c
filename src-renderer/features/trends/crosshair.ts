import { createStore, type Store } from '../../client/store.ts';

/** The x under the pointer, for all charts of the page; NaN while it is over none. */
export interface Crosshair extends Pick<Store<number>, 'set' | 'subscribe'> {
  time(): number;
}

export function createCrosshair(): Crosshair {
  const { get, set, subscribe } = createStore(Number.NaN);
  return { time: get, set, subscribe };
}
