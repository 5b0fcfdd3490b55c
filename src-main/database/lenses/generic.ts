import type { Catalogue } from '#shared/model/catalogue.ts';
import { lensSchema } from '#shared/model/lens.ts';
import type { Recognised } from './recognise.ts';

/** The lens for any database: always at least its tables. */
export const GENERIC = { id: 'generic', title: 'Any database' } as const;

/** A lens made from the catalogue. */
export function genericLens(catalogue: Catalogue): Recognised {
  return {
    lens: lensSchema.parse({ ...GENERIC, recognise: [] }),
    variant: null,
    schema: null,
    evidence: [`has ${catalogue.tables.length} tables`],
  };
}
