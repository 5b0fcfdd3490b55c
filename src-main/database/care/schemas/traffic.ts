import type { Engine } from '#shared/model/source.ts';
import { createTables, indexTables, type MadeTable } from './made-table.ts';
import { dashboardTables } from './traffic-dashboard.ts';
import { documentedMarks, documentedTables } from './traffic-documented.ts';
import { phasedTables } from './traffic-phases.ts';

/**
 * Databases of the traffic signal training: S1 as documented for Postgres, S2 the later one with phases (its types are
 * inferred from what was inserted), S3 the SQLite file of the dashboard.
 */
export const trafficGenerations = ['S1', 'S2', 'S3'] as const;
export type TrafficGeneration = (typeof trafficGenerations)[number];

/** Everything that makes an empty database one of that generation. One statement per entry, to be run in order. */
export function trafficSchema(generation: TrafficGeneration, engine: Engine): readonly string[] {
  return [...createTraffic(generation, engine), ...indexTraffic(generation, engine)];
}

/** Tables, and what keeps or reads them together: triggers, functions and views, as far as the engine has them. */
export function createTraffic(generation: TrafficGeneration, engine: Engine): readonly string[] {
  const tables = createTables(trafficTables(generation, engine), engine);
  return generation === 'S1' ? [...tables, ...documentedMarks(engine)] : tables;
}

export function indexTraffic(generation: TrafficGeneration, engine: Engine): readonly string[] {
  return indexTables(trafficTables(generation, engine), engine);
}

const tablesOf: Readonly<Record<TrafficGeneration, (engine: Engine) => readonly MadeTable[]>> = {
  S1: documentedTables,
  S2: phasedTables,
  S3: dashboardTables,
};

export function trafficTables(generation: TrafficGeneration, engine: Engine): readonly MadeTable[] {
  return tablesOf[generation](engine);
}
