import { findTable } from '#shared/model/catalogue.ts';
import type { LensChoice } from '#shared/model/experiment.ts';
import { type LensInput, lensSchema } from '#shared/model/lens.ts';
import type { Connection } from '../../drivers/driver.ts';
import { bindLens } from '../binding/bind.ts';
import type { LensSession } from '../lens-session.ts';
import { sessionOf } from '../session-of.ts';

/** A database through a lens made for one test. */
export async function lensOf(connection: Connection, lens: Omit<LensInput, 'id' | 'title' | 'recognise'>) {
  const catalogue = await connection.catalogue();
  const whole = lensSchema.parse({ id: 'test', title: 'Test', recognise: [], ...lens });
  const find = (table: string) => findTable(catalogue, table);
  const recognised = { lens: whole, variant: null, schema: null, evidence: [] };
  const choice = { id: 'test', title: 'Test' } as LensChoice;
  return sessionOf(bindLens({ connection, find }, catalogue, recognised), choice) satisfies LensSession;
}
