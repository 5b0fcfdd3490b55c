import { DuckDBInstance, version } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import type { Connection, Driver, OpenContext, Target } from '../driver.ts';
import { DuckdbConnection } from './connection.ts';
import { openFailure } from './failures.ts';
import { instanceSettings, locked } from './settings.ts';

export { looksLikeDuckdb, looksLikeParquet } from './magic.ts';

/** DuckDB files, data files (parquet, CSV, JSON) and folders of them. */
export const duckdbDriver: Driver = {
  engine: 'duckdb',
  open: openTarget,
};

async function openTarget(target: Target, context: OpenContext): Promise<Connection> {
  if (target.kind === 'postgres') throw new Failure('INTERNAL', 'DuckDB opens files and folders only.');
  const instance = await DuckDBInstance.create(target.path, {
    access_mode: 'READ_ONLY',
    ...instanceSettings(context.scratch),
    ...locked,
  }).catch((thrown: unknown) => {
    throw openFailure(thrown, context.options.key);
  });
  return new DuckdbConnection(instance, {
    engine: 'duckdb',
    engineVersion: `DuckDB ${version().replace(/^v/, '')}`,
    readOnly: true,
    notices: [],
    snapshotTaken: null,
  });
}
