import { type TrackingEngine, type TrackingGeneration, trackingGenerations } from '../../care/schemas/tracking.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { trackingDatabase } from './tracking-data.ts';

/** Every generation on every engine it exists for. */
export const trackingCases: readonly { readonly engine: TrackingEngine; readonly generation: TrackingGeneration }[] = (
  ['duckdb', 'postgres'] as const
).flatMap((engine) => trackingGenerations.map((generation) => ({ engine, generation })));

/** A tracking database opened through its lens; the database is the caller's to dispose of. */
export async function trackingLens(
  engine: TrackingEngine,
  generation: TrackingGeneration,
): Promise<{ readonly database: TestDatabase; readonly lens: LensSession }> {
  const database = await createTestDatabase(engine);
  await database.execute(...trackingDatabase(generation, engine));
  const connection = await database.open();
  return { database, lens: await openLens(connection, await connection.catalogue()) };
}
