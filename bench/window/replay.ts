import type { Browser, Page } from '@playwright/test';
import type { BenchEngine } from '../engine.ts';
import { median, type Row } from '../measure.ts';
import { FLOCK_EPISODE, flock } from '../replay.ts';
import { storeOf } from '../stores.ts';
import { type Frames, framesOf, pageMemory } from './frames.ts';
import { inChromium, openWindow } from './open.ts';

const RUNS = 3;
const CLICKS = 20;

/** Milliseconds until a frame that was clicked on is drawn. */
const SCRUB = 100;

/** Megabytes that a window may hold. */
const MEMORY = 600;

/** An episode of 1,000 agents over 10,000 frames in a window without a graphics card: first seen, scrubbed and played. */
export async function measureShown(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const { target } = await storeOf(engine, flock);
  if (target.kind !== 'file') return;
  await inChromium(`an episode of 10 M rows in a window, ${engine.name}`, async (browser) => {
    const looks: Look[] = [];
    for (let run = 0; run < RUNS; run++) looks.push(await lookAt(browser, target.path));
    const add = (what: string, pick: (look: Look) => number, more: Partial<Row> = {}) => {
      const product = median(looks.map(pick));
      const row: Row = { engine: engine.name, what: `10 M rows in a window: ${what}`, product, ...rest, ...more };
      if (product > 0) report(row);
    };
    add('the first picture', ({ first }) => first);
    add('a frame that is clicked on', ({ scrubbed }) => median(scrubbed), { limit: SCRUB });
    add('of ten such frames the slowest', ({ scrubbed }) => scrubbed.toSorted((a, b) => a - b)[CLICKS * 0.9]!);
    add('from one frame to the next, playing', ({ playing }) => playing.frame);
    add('of twenty such frames the slowest', ({ playing }) => playing.slowFrame);
    add('memory of the window', ({ memory }) => memory, { unit: 'MB', limit: MEMORY });
  });
}

const rest = { floor: null, runs: RUNS, unit: 'ms', limit: null } as const;

interface Look {
  readonly first: number;
  readonly scrubbed: readonly number[];
  readonly playing: Frames;
  readonly memory: number;
}

async function lookAt(browser: Browser, path: string): Promise<Look> {
  await using opened = await openWindow(browser, path);
  const { page } = opened;
  await watchPaints(page);
  const began = await page.evaluate((episode) => {
    const [, , database] = location.hash.split('/');
    location.hash = `#/db/${database}/episodes/${episode}`;
    return performance.now();
  }, FLOCK_EPISODE);
  const first = (await paintAfter(page, began)) - began;
  await untilWhole(page);
  const strip = page.getByTestId('time strip');
  const { x, y, width, height } = (await strip.boundingBox())!;
  const scrubbed: number[] = [];
  for (let click = 0; click < CLICKS; click++) {
    const share = ((click * 7919 + 3571) % 1000) / 1000;
    await page.mouse.click(x + 6 + share * (width - 12), y + height / 2);
    const clicked = await page.evaluate(() => (window as Watched).starlingPressed ?? Number.NaN);
    scrubbed.push((await paintAfter(page, clicked)) - clicked);
    await page.waitForTimeout(100);
  }
  await page.getByRole('application').first().focus();
  await page.keyboard.press('Home');
  await page.waitForTimeout(500);
  await page.keyboard.press('Space');
  const start = await page.evaluate(() => performance.now());
  await page.waitForTimeout(4000);
  const painted = await page.evaluate((from) => (window as Watched).starlingPaints!.filter((at) => at > from), start);
  return { first, scrubbed, playing: framesOf(painted), memory: (await pageMemory(browser)) ?? 0 };
}

interface Watched extends Window {
  /** When the agents of a frame were painted. */
  starlingPaints?: number[];
  /** When the pointer was pressed last. */
  starlingPressed?: number;
}

/** Notes whenever the upper canvas of a picture is painted, the one with the agents. */
async function watchPaints(page: Page): Promise<void> {
  await page.evaluate(() => {
    const paints: number[] = [];
    (window as Watched).starlingPaints = paints;
    const press = () => {
      (window as Watched).starlingPressed = performance.now();
    };
    window.addEventListener('pointerdown', press, { capture: true });
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      if (this.canvas.matches('[role=application] canvas:last-of-type')) paints.push(performance.now());
      clearRect.apply(this, box);
    };
  });
}

/** When the agents were painted next, in the window's own time. */
async function paintAfter(page: Page, time: number): Promise<number> {
  const painted = await page.waitForFunction(
    (after) => (window as Watched).starlingPaints?.find((at) => at > after),
    time,
    { polling: 'raf', timeout: 60_000 },
  );
  return (await painted.jsonValue()) as number;
}

/** Until all rows are known: people look at a picture before they jump about in it. */
async function untilWhole(page: Page): Promise<void> {
  await page.waitForTimeout(1000);
  await page.waitForFunction(() => !/so far|Looking through/.test(document.body.textContent), undefined, {
    polling: 500,
    timeout: 120_000,
  });
}
