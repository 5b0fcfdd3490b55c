import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type pg from 'pg';
import type { WritePlace } from '../../src-shared/contract/importing.ts';
import { median, type Row, RUNS, timed } from '../measure.ts';
import { ImportWorker } from './worker.ts';

/** How many times quicker than `to_sql` an import into Postgres has to be. */
const TIMES = 5;
const run = promisify(execFile);
/** Debian's own, which its packages are for. */
const python = '/usr/bin/python3';

/** What the projects' own loaders do; prints the seconds that `to_sql` alone takes, without reading the file. */
const program = `
import sys, time
import pandas, sqlalchemy
frame = pandas.read_csv(sys.argv[2])
engine = sqlalchemy.create_engine(sys.argv[1])
start = time.perf_counter()
frame.to_sql('pandas_rows', engine, if_exists='replace', index=False)
print(time.perf_counter() - start)
`;

/** An import of a CSV beside pandas' \`to_sql\` of the same rows, where Debian's packages for it are installed. */
export async function measurePandas(
  report: (row: Row) => void,
  client: pg.Client,
  target: NonNullable<WritePlace['target']>,
  csv: string,
  rows: number,
): Promise<void> {
  if (target.target.kind !== 'postgres') return;
  const { user, host, port, database } = target.target.profile;
  const password = encodeURIComponent(target.target.password ?? '');
  const address = `postgresql+psycopg2://${user}:${password}@${host}:${port}/${database}`;
  const missing = await run(python, ['-c', 'import pandas, sqlalchemy, psycopg2']).then(
    () => false,
    () => true,
  );
  if (missing) {
    console.log('not run: pandas, because python3-pandas, python3-sqlalchemy or python3-psycopg2 is not installed');
    return;
  }
  const worker = await ImportWorker.start();
  const [product, pandas]: [number[], number[]] = [[], []];
  for (let each = 0; each <= RUNS; each++) {
    await client.query('drop table if exists product_rows, starling_imports, starling_import_rows, starling_rejects');
    const own = await timed(() => worker.import(target, [csv], 'product_rows'));
    const { stdout } = await run(python, ['-c', program, address, csv]);
    if (each === 0) continue;
    product.push(own);
    pandas.push(Number(stdout) * 1000);
  }
  await worker.close();
  await client.query('drop table if exists pandas_rows');
  const floor = median(pandas);
  const what = `import ${rows.toLocaleString('en')} rows of a CSV, beside pandas to_sql`;
  report({ engine: 'Postgres', what, product: median(product), floor, unit: 'ms', limit: floor / TIMES });
}
