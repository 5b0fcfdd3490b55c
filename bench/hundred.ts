import type { BenchEngine } from './engine.ts';
import { compare, type Row } from './measure.ts';
import { Product } from './product.ts';
import { page } from './questions.ts';

/** Whether the size of a table matters to its first page: 100 M rows against 1 M, both through the application. */
export async function measureHundred(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const product = await Product.open(engine.target);
  const ask = (name: string) => () => page(product, { schema: engine.schema, name }, {});
  const times = await compare(ask('hundred'), ask('million'));
  await product.close();
  const what = 'first page of 100 M rows (floor: of 1 M)';
  report({ engine: engine.name, what, ...times, unit: 'ms', limit: 1.3 * times.floor + 1 });
}
