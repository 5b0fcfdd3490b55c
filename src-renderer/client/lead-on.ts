import { addressOf, currentLocation, type Place, toPlace } from './place.ts';

/** From a place that only leads to another, unless a person went elsewhere meanwhile. */
export function leadOn(from: Place, to: Place): void {
  if (addressOf(currentLocation().place) === addressOf(from)) toPlace(to, {}, { replace: true });
}
