import type { SchemaKind } from '#shared/model/import.ts';
import type { Engine } from '#shared/model/source.ts';
import { acousticTables, countersOfAcoustic, createAcoustic, indexAcoustic, loosenAcoustic } from './acoustic.ts';
import { createFactorio, factorioTables, indexFactorio } from './factorio.ts';
import { createOccupancy, indexOccupancy, markOccupancy } from './occupancy.ts';
import { occupancyTables } from './occupancy-tables.ts';
import { createRuns, indexRuns, runsTables } from './runs.ts';
import { createTracking, indexTracking, seedTracking } from './tracking.ts';
import { createTraffic, indexTraffic, trafficTables } from './traffic.ts';
import { withoutFunctions, withoutViews } from './traffic-documented-sql.ts';

/** A schema that Starling creates on every engine: by `init`, and by imports into a database that lacks it. */
export interface Schema {
  readonly id: Exclude<SchemaKind, 'tables'>;
  readonly title: string;
  /** Every table it makes, in an order in which they can be filled. */
  tables(engine: Engine): readonly string[];
  /** Tables with keys, references and comments, and the vocabulary; one statement each, in order. */
  create(engine: Engine): readonly string[];
  /** Indexes besides those of the keys: made after the load, which is cheaper. */
  index(engine: Engine): readonly string[];
  /** Lets its tables be dropped one by one: without references that go in a circle, and views. */
  loosen?(engine: Engine): readonly string[];
  /** What else it made, to be run when its tables are gone: sequences. */
  remove?(engine: Engine): readonly string[];
}

const tracking: Schema = {
  id: 'tracking',
  title: 'Tracking',
  tables: (engine) =>
    createTracking('E', engine).flatMap((statement) => /^create table (\w+)/.exec(statement)?.[1] ?? []),
  create: (engine) => [...createTracking('E', engine), ...seedTracking('E')],
  index: (engine) => indexTracking('E', engine),
  remove: (engine) => (engine === 'duckdb' ? ['drop sequence obs_id_seq'] : []),
};

const acoustic: Schema = {
  id: 'acoustic',
  title: 'Knee acoustics',
  tables: (engine) => acousticTables('head', engine).map(({ name }) => name),
  create: (engine) => createAcoustic('head', engine),
  index: (engine) => indexAcoustic('head', engine),
  loosen: (engine) => loosenAcoustic('head', engine),
  remove: (engine) => (engine === 'duckdb' ? countersOfAcoustic('head').map((each) => `drop sequence ${each}`) : []),
};

const runs: Schema = {
  id: 'runs',
  title: 'Training runs',
  tables: (engine) => runsTables(engine).map(({ name }) => name),
  create: createRuns,
  index: indexRuns,
};

const traffic: Schema = {
  id: 'traffic',
  title: 'Traffic signal training',
  tables: (engine) => trafficTables('S1', engine).map(({ name }) => name),
  create: (engine) => createTraffic('S1', engine),
  index: (engine) => indexTraffic('S1', engine),
  loosen: (engine) => (engine === 'postgres' ? withoutViews : []),
  remove: (engine) => (engine === 'postgres' ? withoutFunctions : []),
};

const factorio: Schema = {
  id: 'factorio',
  title: 'Factorio agents',
  tables: (engine) => factorioTables('24', engine, 'text').map(({ name }) => name),
  create: (engine) => createFactorio('24', engine, 'text', 'double precision'),
  index: (engine) => indexFactorio('24', engine),
  remove: (engine) => (engine === 'duckdb' ? ['drop sequence programs_id_seq'] : []),
};

/** As revision 001 of the project's migrations makes it: the hand-written SQL file keeps seven digits of a number. */
const occupancy: Schema = {
  id: 'occupancy',
  title: 'Room occupancy',
  tables: (engine) => [...occupancyTables('alembic', engine).map(({ name }) => name), 'alembic_version'],
  create: (engine) => [...createOccupancy('alembic', engine), ...markOccupancy('alembic', engine)],
  index: (engine) => indexOccupancy('alembic', engine),
  remove: (engine) =>
    engine === 'duckdb' ? occupancyTables('alembic', engine).map(({ name }) => `drop sequence ${name}_id_seq`) : [],
};

/** Every schema. A new one: its file, and a line here. */
export const schemas: readonly Schema[] = [tracking, acoustic, runs, traffic, factorio, occupancy];
