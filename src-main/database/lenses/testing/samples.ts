import type { Engine } from '#shared/model/source.ts';
import { type AcousticLayout, acousticLayouts } from '../../care/schemas/acoustic.ts';
import { occupancyFamilies } from '../../care/schemas/occupancy.ts';
import { trackingGenerations } from '../../care/schemas/tracking.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { acousticDatabase } from './acoustic-data.ts';
import { documentedFactorioDatabase, factorioCases, factorioDatabase } from './factorio-data.ts';
import { homeDatabase, recorderLayouts } from './home-assistant-data.ts';
import { occupancyDatabase } from './occupancy-data.ts';
import { earlyOptunaDatabase, optunaCases, optunaDatabase } from './optuna-data.ts';
import { mlflowCases, mlflowRows, mlflowTables } from './runs/mlflow-data.ts';
import { trackioDatabase } from './runs/trackio-data.ts';
import { trackingDatabase } from './tracking-data.ts';
import { trafficCases } from './traffic-data.ts';
import { trainingRunsDatabase } from './training-runs-data.ts';

/** The smallest database of a lens in one of its variants, on one engine. Folders have their own (`folder-samples.ts`). */
export interface Sample {
  readonly lens: string;
  readonly variant: string | null;
  readonly engine: Engine;
  make(): Promise<TestDatabase>;
}

const servers = ['sqlite', 'postgres'] as const;

/** The project's layouts are Postgres'; of the others those that differ most, and the one that imports make. */
export function acousticCases(engine: Engine): readonly AcousticLayout[] {
  return engine === 'postgres' ? [...acousticLayouts, 'draft'] : ['a74859e', '790e775', 'head', 'alembic', 'draft'];
}

/** Every lens in every variant, on every engine that it exists on. */
export const samples: readonly Sample[] = [
  ...engines.flatMap((engine) =>
    trackingGenerations.map((variant) => of('tracking', variant, engine, trackingDatabase(variant, engine))),
  ),
  ...factorioCases.map((each) => of('factorio', each.columns, each.engine, factorioDatabase(each))),
  ...engines.map((engine) => of('factorio-documented', 'documented', engine, documentedFactorioDatabase(engine))),
  ...trafficCases.map(({ lens, variant, engine, statements }) => of(lens, variant, engine, statements)),
  ...optunaCases.map((each) => of('optuna', each.variant, each.engine, optunaDatabase(each))),
  ...servers.map((engine) => of('optuna-early', null, engine, earlyOptunaDatabase(engine))),
  ...mlflowCases.map((each) => of('mlflow', each.variant, each.engine, [...mlflowTables(each), ...mlflowRows(each)])),
  ...(['configs', 'projects'] as const).map((variant) => of('trackio', variant, 'sqlite', trackioDatabase(variant))),
  ...engines.map((engine) => of('training-runs', null, engine, trainingRunsDatabase(engine))),
  ...engines.flatMap((engine) =>
    acousticCases(engine).map((layout) => of('acoustic', layout, engine, acousticDatabase(layout, engine))),
  ),
  ...engines.flatMap((engine) =>
    occupancyFamilies.map(
      (family): Sample => ({
        ...{ lens: 'occupancy', variant: family, engine },
        make: () => occupancyDatabase(engine, family),
      }),
    ),
  ),
  ...servers.flatMap((engine) =>
    recorderLayouts.map(
      (layout): Sample => ({
        ...{ lens: 'home-assistant', variant: layout, engine },
        make: () => homeDatabase(engine, layout),
      }),
    ),
  ),
];

function of(lens: string, variant: string | null, engine: Engine, statements: readonly string[]): Sample {
  return {
    ...{ lens, variant, engine },
    async make() {
      const database = await createTestDatabase(engine);
      await database.execute(...statements);
      return database;
    },
  };
}
