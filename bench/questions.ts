import { seriesRequestSchema } from '../src-shared/contract/browse.ts';
import { type PageRequest, pageRequestSchema } from '../src-shared/model/filter.ts';
import type { Page } from '../src-shared/model/page.ts';
import type { Product } from './product.ts';

/** What a window asks, with the defaults of the contract. */
export function page(
  product: Product,
  table: { schema: string; name: string },
  request: Partial<PageRequest>,
): Promise<Page> {
  const whole = pageRequestSchema.parse({ limit: 200, ...request });
  return product.ask((client, database) => client.tables.page({ database, table, request: whole }));
}

export async function episodesWithRollUps(product: Product, session: string): Promise<number> {
  const request = pageRequestSchema.parse({ limit: 200 });
  const list = await product.ask((client, database) => client.episodes.page({ database, session, request }));
  const ids = list.rows.map(([id]) => String(id));
  const rollUps = await product.ask((client, database) => client.episodes.rollUps({ database, ids }));
  return Object.keys(rollUps.rows).length;
}

/** The speed of an episode for a chart of 1,000 pixels: of its one agent, or the mean over agents at each frame. */
export async function series(product: Product, episode: string, split: 'agent' | 'mean'): Promise<number> {
  const request = seriesRequestSchema.parse({ measure: 'speed', episodes: [episode], split, points: 1000 });
  const answer = await product.ask((client, database) => client.series.get({ database, request }));
  return answer.series.reduce((sum, line) => sum + line.points.length, 0);
}
