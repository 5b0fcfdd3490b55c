import type { Browser, Page } from '@playwright/test';
import { madeOnce } from '../data.ts';
import { median, type Row } from '../measure.ts';
import { fillDuckdb } from '../stores.ts';
import { type Frames, framesDuring, pageMemory } from './frames.ts';
import { inChromium, openWindow } from './open.ts';

const LINES = 500;
const POINTS = 2000;
const RUNS = 3;

/** Milliseconds until the lines are there, and that a frame may take while one points at them. */
const FIRST = 1500;
const HOVER = 20;

/** Megabytes that a window may hold. */
const MEMORY = 600;

/** 500 runs of 2,000 steps each in a chart, drawn, pointed at and zoomed into; and in two, zoomed into together. */
export async function measureCharts(report: (row: Row) => void): Promise<void> {
  await inChromium(`${LINES} runs in a chart`, async (browser) => {
    const path = await madeOnce('runs.duckdb', makeData);
    const looks: Look[] = [];
    for (let run = 0; run < RUNS; run++) looks.push(await lookAt(browser, path));
    const add = (what: string, pick: (look: Look) => number, more: Partial<Row> = {}) => {
      const product = median(looks.map(pick));
      const row: Row = {
        engine: 'DuckDB',
        what: `${LINES} runs × ${POINTS} points: ${what}`,
        product,
        ...rest,
        ...more,
      };
      if (product > 0) report(row);
    };
    add('until they are drawn', ({ drawn }) => drawn, { limit: FIRST });
    add('a frame while pointing at them', ({ pointing }) => pointing.frame, { limit: HOVER });
    add('of twenty such frames the slowest', ({ pointing }) => pointing.slowFrame);
    add('zoomed into a fifth', ({ zoomed }) => zoomed);
    add('two charts, zoomed into a fifth', ({ linked }) => linked);
    add('a frame while an axis is limited', ({ limiting }) => limiting.frame, { limit: HOVER });
    add('of twenty such frames the slowest', ({ limiting }) => limiting.slowFrame);
    add('memory of the window', ({ memory }) => memory, { unit: 'MB', limit: MEMORY });
  });
}

const rest = { floor: null, runs: RUNS, unit: 'ms', limit: null } as const;

interface Look {
  readonly drawn: number;
  readonly pointing: Frames;
  readonly zoomed: number;
  readonly linked: number;
  /** While a part of an axis of parallel coordinates is dragged over. */
  readonly limiting: Frames;
  readonly memory: number;
}

async function lookAt(browser: Browser, path: string): Promise<Look> {
  await using opened = await openWindow(browser, path);
  const { page } = opened;
  const drawn = await show(page, ['speed']);
  const { x, y, width, height } = (await page
    .getByRole('img', { name: / over / })
    .first()
    .boundingBox())!;
  const pointing = await framesDuring(page, async () => {
    for (let step = 0; step < 100; step++)
      await page.mouse.move(x + width * (0.2 + 0.006 * step), y + height * (0.5 + 0.3 * Math.sin(step / 8)));
  });
  const zoomed = await zoom(page);
  await show(page, ['speed', 'x']);
  const linked = await zoom(page);
  const limiting = await limit(page);
  return { drawn, pointing, zoomed, linked, limiting, memory: (await pageMemory(browser)) ?? 0 };
}

/** Goes to the lines of all runs, and says after how many milliseconds they are on screen. */
function show(page: Page, measures: readonly string[]): Promise<number> {
  const episodes = Array.from({ length: LINES }, (_, at) => `run-${at}`).join(',');
  const address = `trends?measures=${measures.join(',')}&episodes=${episodes}`;
  return page.evaluate(
    async ({ place, lines }) => {
      const begun = performance.now();
      const [, , database] = window.location.hash.split('/');
      window.location.hash = `#/db/${database}/${place}`;
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      while (document.querySelectorAll('path.recharts-line-curve[d]').length < lines) await frame();
      await frame();
      return performance.now() - begun;
    },
    { place: address, lines: LINES * measures.length },
  );
}

/** Draws a box over a fifth of a chart, and says after how many milliseconds the last line of the page has changed. */
async function zoom(page: Page): Promise<number> {
  const { x, y, width, height } = (await page
    .getByRole('img', { name: / over / })
    .first()
    .boundingBox())!;
  await page.mouse.move(x + width * 0.4, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.6, y + height / 2, { steps: 4 });
  const changed = page.evaluate(async () => {
    const last = () => [...document.querySelectorAll('path.recharts-line-curve')].at(-1)?.getAttribute('d');
    const before = last();
    const begun = await new Promise<number>((resolve) =>
      window.addEventListener('pointerup', () => resolve(performance.now()), { once: true, capture: true }),
    );
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    while (last() === before || last() === undefined) await frame();
    await frame();
    return performance.now() - begun;
  });
  await page.waitForTimeout(100);
  await page.mouse.up();
  return changed;
}

/** Draws the same runs across axes, and drags over half of one. */
async function limit(page: Page): Promise<Frames> {
  await page.evaluate(() => {
    window.location.hash += '&draw=parallel';
  });
  const axis = page.getByRole('slider', { name: /^Limit Speed/ }).first();
  const { x, y, width, height } = (await axis.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height * 0.2);
  await page.mouse.down();
  const frames = await framesDuring(page, async () => {
    for (let step = 0; step < 100; step++) await page.mouse.move(x + width / 2, y + height * (0.2 + 0.005 * step));
  });
  await page.mouse.up();
  return frames;
}

async function makeData(path: string): Promise<void> {
  await fillDuckdb(path, [
    'create table sessions (session_id varchar primary key, session_name varchar)',
    `create table episodes (episode_id varchar primary key, session_id varchar, episode_number integer, num_frames integer,
       num_agents integer, frame_rate double)`,
    `insert into sessions values ('sweep', 'A sweep')`,
    `insert into episodes select 'run-' || i, 'sweep', i, ${POINTS}, 1, 30 from range(${LINES}) t(i)`,
    `create table observations as select i as observation_id, 'run-' || (i // ${POINTS}) as episode_id,
       cast(i % ${POINTS} as integer) as time_index, 1 as agent_id, 'agent' as agent_type_id,
       (i // ${POINTS}) / 10.0 + sin((i % ${POINTS}) / 100.0) as x, 0.0::double as y, 0.5::double as z,
       (i * 7919 % 1000003) / 100000.0 + (i // ${POINTS}) / 20.0 as v_x, 0.0::double as v_y, 0.1::double as v_z
     from (select range as i from range(${LINES * POINTS})) as numbers`,
  ]);
}
