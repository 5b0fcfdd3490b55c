import type { Json, MapThing, StateMap } from '#shared/model/step-state.ts';

type JsonObject = { readonly [key: string]: Json };

/** Where the entities stand, in tiles; those without a position are left out. Numbers are written as text. */
export function mapOf(entities: readonly Json[]): StateMap {
  return { unit: 'tiles', things: entities.flatMap((each) => thingOf(objectOf(each)) ?? []) };
}

function thingOf(entity: JsonObject): MapThing | null {
  const position = objectOf(entity.position);
  const [x, y] = [numberOf(position.x), numberOf(position.y)];
  if (x === null || y === null) return null;
  const tiles = objectOf(entity.tile_dimensions);
  const size = objectOf(entity.dimensions);
  return {
    kind: String(entity.name ?? 'unnamed'),
    ...{ x, y },
    width: Math.max(LEAST, numberOf(tiles.tile_width) ?? numberOf(size.width) ?? 1),
    height: Math.max(LEAST, numberOf(tiles.tile_height) ?? numberOf(size.height) ?? 1),
    note: noteOf(entity),
  };
}

/** What is smaller could not be seen. */
const LEAST = 0.25;

/** Its state and what it warns of: `no_fuel: out of fuel`. */
function noteOf({ status, warnings }: JsonObject): string {
  const told = Array.isArray(warnings) ? (warnings as readonly Json[]).map(String) : [];
  const is = typeof status === 'string' && status !== '' && status !== 'normal' ? [status.replaceAll('_', ' ')] : [];
  return [...is, ...told].join(': ').slice(0, 200);
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function numberOf(value: Json | undefined): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
