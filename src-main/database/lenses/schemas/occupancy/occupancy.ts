import type { KnownLens } from '../../known-lens.ts';
import { occupancyTables } from './derived.ts';
import { occupancyLens } from './lens.ts';

export const occupancy: KnownLens = { lens: occupancyLens, derived: occupancyTables };
