import { setTimeout } from 'node:timers/promises';
import type { BenchEngine } from './engine.ts';
import { type Row, timed } from './measure.ts';
import { Product } from './product.ts';

/** As often as a window looks, in milliseconds, and for how long. */
const PAUSE = 2000;
const FOR = 30_000;
/** Of a core, in per cent, that an open database may take while nobody writes. */
const LIMIT = 1;

/** What following costs while nothing changes: an open database that is asked whether it has, every two seconds. */
export async function measureFollowing(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const product = await Product.open(engine.target);
  try {
    await product.ask((client, database) => client.follow.version({ database }));
    await setTimeout(PAUSE);
    const [before, looks] = [product.computed, [] as number[]];
    const begun = performance.now();
    while (performance.now() - begun < FOR) {
      looks.push(await timed(() => product.ask((client, database) => client.follow.version({ database }))));
      await setTimeout(PAUSE);
    }
    const after = product.computed;
    if (before === null || after === null) return;
    report({
      engine: engine.name,
      what: `following while nothing changes, ${looks.length} looks`,
      product: ((after - before) / (performance.now() - begun)) * 100,
      floor: null,
      unit: '% of a core',
      limit: LIMIT,
    });
  } finally {
    await product.close();
  }
}
