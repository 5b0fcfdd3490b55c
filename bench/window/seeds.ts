import type { Browser } from '@playwright/test';
import { emptyTraining } from '../../e2e/data/training.ts';
import { Comparison } from '../../e2e/pages/comparison.ts';
import { StarlingWindow } from '../../e2e/pages/window.ts';
import { madeOnce } from '../data.ts';
import { median, type Row } from '../measure.ts';
import { inChromium, openWindow } from './open.ts';

const RATES = 10;
const SEEDS = 10;
const EPISODES = 500;
const RUNS = 3;

/** Milliseconds until groups of seeds have their first bands, once their lines are there. */
const FIRST = 200;

/**
 * 100 runs of 500 episodes in groups of ten seeds: until each group is a line with a bootstrapped band, from the click that
 * has all episodes read and from one that asks other bands of the same lines; and until they are refined.
 */
export async function measureSeeds(report: (row: Row) => void): Promise<void> {
  await inChromium('bands of seeds', async (browser) => {
    const path = await madeOnce('seeds.sqlite', makeData);
    const looks: Look[] = [];
    for (let run = 0; run <= RUNS; run++) looks.push(await lookAt(browser, path));
    const add = (what: string, pick: (look: Look) => number, limit: number | null) =>
      report({
        ...{
          engine: 'SQLite',
          what: `${RATES * SEEDS} runs by seed: ${what}`,
          floor: null,
          runs: RUNS,
          unit: 'ms',
          limit,
        },
        product: median(looks.slice(1).map(pick)),
      });
    add('read, and first bands', ({ read }) => read, null);
    add('read, and 50,000 repetitions', ({ refined }) => refined, null);
    add('first bands of medians instead', ({ first }) => first, FIRST);
  });
}

interface Look {
  readonly read: number;
  readonly refined: number;
  readonly first: number;
}

async function lookAt(browser: Browser, path: string): Promise<Look> {
  await using opened = await openWindow(browser, path);
  const { page } = opened;
  const window = new StarlingWindow(page);
  const comparison = new Comparison(page);
  await window.tab('Compare').click();
  await comparison.show('Over time');
  const button = window.button('Compare experiments');
  await button.waitFor();
  const { read, refined } = await button.evaluate(clicked, { line: 'Mean', until: FINAL });
  await comparison.chooser.getByLabel('Line', { exact: true }).click();
  const median = page.getByRole('option', { name: 'Median', exact: true });
  await median.waitFor();
  const other = await median.evaluate(clicked, { line: 'Median', until: '' });
  return { read, refined, first: other.read };
}

/** What the page says once the last answer is drawn. */
const FINAL = '50\\s?000 repetitions(?!…)';

/** Runs in the window: milliseconds until bands of such lines are drawn, and until the page says `until`. */
async function clicked(
  element: HTMLElement | SVGElement,
  { line, until }: { readonly line: string; readonly until: string },
): Promise<{ readonly read: number; readonly refined: number }> {
  const begun = performance.now();
  element.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const says = (text: string) => new RegExp(text).test(document.body.textContent ?? '');
  const isDrawn = () =>
    says(`${line} of [^,]*, [^,]*, [\\d\\s]+ repetitions`) &&
    [...document.querySelectorAll('path[fill-opacity="0.16"]')].some((band) => band.getAttribute('d'));
  while (!isDrawn()) await frame();
  const read = performance.now() - begun;
  while (!says(until)) await frame();
  return { read, refined: performance.now() - begun };
}

/** Experiments of a traffic training, told apart by their learning rate and their seed. */
async function makeData(path: string): Promise<void> {
  const database = emptyTraining(path);
  const experiment = database.prepare('insert into experiments (name, status, config) values (?, ?, ?)');
  const episode = database.prepare(
    'insert into episodes (experiment_name, episode_number, total_reward) values (?, ?, ?)',
  );
  database.transaction(() => {
    for (let run = 0; run < RATES * SEEDS; run++) {
      const [rate, seed] = [Math.floor(run / SEEDS), run % SEEDS];
      const name = `rate ${rate} seed ${seed}`;
      experiment.run(name, 'completed', JSON.stringify({ learning_rate: 10 ** -rate, seed }));
      for (let number = 0; number < EPISODES; number++)
        episode.run(name, number, 10 * rate - 50 / (number + 1) + seed + 2 * Math.sin(number * (seed + 1)));
    }
  })();
  database.close();
}
