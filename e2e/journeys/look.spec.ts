import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { trackingFile } from '../data/files.ts';
import { transcriptFile } from '../data/transcripts.ts';
import { expect, test } from '../hosts/test.ts';
import { atRest, seriousFaults } from '../pages/accessibility.ts';
import { Comparison } from '../pages/comparison.ts';
import { Grid, openRow } from '../pages/grid.ts';
import { QuestionPage } from '../pages/question-page.ts';
import { reload } from '../pages/reload.ts';
import { SqlPage } from '../pages/sql-page.ts';
import { jumps } from '../pages/steadiness.ts';
import { Trajectory } from '../pages/trajectory.ts';
import { Transcript } from '../pages/transcript.ts';
import { StarlingWindow } from '../pages/window.ts';

for (const scheme of ['light', 'dark'] as const) {
  test(`every screen is accessible and draws without a fault, ${scheme}`, async ({ start, folder }, info) => {
    test.slow();
    const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
    const complaints = listen(page);
    await page.emulateMedia({ colorScheme: scheme });
    const window = new StarlingWindow(page);
    for (const [name, go] of screens(window)) {
      await test.step(name, async () => {
        await go();
        await atRest(page);
        await info.attach(`${name}, ${scheme}`, { body: await page.screenshot(), contentType: 'image/png' });
        expect.soft(await seriousFaults(page), name).toEqual([]);
      });
    }
    expect.soft(complaints, 'what the page complained of').toEqual([]);
    expect(await jumps(page), 'what jumped').toEqual([]);
  });
}

for (const scheme of ['light', 'dark'] as const) {
  test(`every screen of a transcript is accessible and draws without a fault, ${scheme}`, async ({
    start,
    folder,
  }, info) => {
    test.slow();
    const { page } = await start({ files: [transcriptFile(join(folder, 'agents.db'))] });
    const complaints = listen(page);
    await page.emulateMedia({ colorScheme: scheme });
    for (const [name, go] of transcriptScreens(page)) {
      await test.step(name, async () => {
        await go();
        await atRest(page);
        await info.attach(`${name}, ${scheme}`, { body: await page.screenshot(), contentType: 'image/png' });
        expect.soft(await seriousFaults(page), name).toEqual([]);
      });
    }
    expect.soft(complaints, 'what the page complained of').toEqual([]);
    expect(await jumps(page), 'what jumped').toEqual([]);
  });
}

function transcriptScreens(page: Page): readonly (readonly [string, () => Promise<void>])[] {
  const transcript = new Transcript(page);
  const beside = ['State', 'Map', 'Changes', 'Charts', 'Conversation', 'Tree'] as const;
  return [
    [
      'transcript',
      async () => {
        await openRow(new Grid(page, 'Versions').row('v4'));
        await openRow(new Grid(page, 'Runs').rows.first());
        await expect(transcript.step('1')).toBeVisible();
        await page.keyboard.press('j');
      },
    ],
    ...beside.map((name) => [name.toLowerCase(), () => transcript.beside(name)] as const),
    [
      'found',
      async () => {
        await transcript.find.fill('furnace');
        await expect(transcript.hits.first()).toBeVisible();
      },
    ],
    [
      'two transcripts',
      async () => {
        await page.getByRole('combobox', { name: 'Compare with' }).click();
        await page.getByRole('option', { name: 'process 1 · agent 0' }).click();
        await expect(transcript.pairs.first()).toBeVisible();
      },
    ],
    [
      'search of a version',
      async () => {
        await new StarlingWindow(page).crumb(/^v4/).click();
        await page
          .getByRole('navigation', { name: 'Parts of this page' })
          .getByRole('link', { name: 'Search' })
          .click();
        await transcript.find.fill('furnace');
        await expect(transcript.hits.first()).toBeVisible();
      },
    ],
  ];
}

/** Each screen and the way to it from the one before. */
function screens(window: StarlingWindow): readonly (readonly [string, () => Promise<void>])[] {
  const { page } = window;
  const sql = new SqlPage(page);
  return [
    ['sessions', () => expect(new Grid(page, 'Sessions').rows).toHaveCount(2)],
    [
      'episodes',
      async () => {
        await openRow(new Grid(page, 'Sessions').rows.first());
        await expect(new Grid(page, 'Episodes').rows).toHaveCount(3);
      },
    ],
    [
      'trajectory',
      async () => {
        await openRow(new Grid(page, 'Episodes').rows.first());
        await expect(new Trajectory(page).curves).toContainText(/rows → \d+ points/);
      },
    ],
    [
      'agents',
      async () => {
        await new Trajectory(page).side('Agents').click();
        await expect(new Trajectory(page).agent(/./).first()).toBeVisible();
      },
    ],
    [
      'trends',
      async () => {
        await window.tab('Trends').click();
        await expect(window.main.getByText(/rows → .* points/).first()).toBeVisible();
      },
    ],
    ...comparisons(window),
    ['questions', () => window.tab('Questions').click()],
    [
      'question',
      async () => {
        await window.main.getByRole('link', { name: /^Speed over windows/ }).click();
        const question = new QuestionPage(page, 'Speed over windows of time');
        await question.choose('Episode', /./);
        await expect(question.chart).toBeVisible();
        await expect(question.answer.rows.first()).toBeVisible();
      },
    ],
    ['tables', () => window.tab('Tables').click()],
    [
      'table',
      async () => {
        await window.main.getByRole('link', { name: /^observations\b/ }).click();
        await expect(new Grid(page, 'Rows of observations').rows.first()).toBeVisible();
      },
    ],
    [
      'sql',
      async () => {
        await window.tab('SQL').click();
        await sql.run('select * from sessions');
        await expect(sql.summary).toContainText('2 rows');
      },
    ],
    [
      'failed sql',
      async () => {
        await sql.run('select * from no_such_table');
        await expect(window.failure).toBeVisible();
      },
    ],
    ['findings', () => window.tab('Findings').click()],
    [
      'finding',
      async () => {
        await window.main.getByRole('link', { name: /^Missing steps/ }).click();
        await expect(window.main).toContainText('Nothing was found');
      },
    ],
    ['palette', () => window.press('Mod+K')],
    [
      'settings',
      async () => {
        await page.keyboard.press('Escape');
        await window.button('Settings').click();
      },
    ],
    ['marks', () => page.evaluate(() => globalThis.location.assign('#/marks'))],
    ['welcome', () => window.page.getByRole('link', { name: 'Starling' }).click()],
    ['new profile', () => window.main.getByRole('button', { name: 'Connect to Postgres…' }).click()],
  ];
}

/** The parts of the page where groups are compared. */
function comparisons(window: StarlingWindow): readonly (readonly [string, () => Promise<void>])[] {
  const { page } = window;
  const comparison = new Comparison(page);
  return [
    [
      'compare',
      async () => {
        await window.tab('Compare').click();
        await expect(comparison.groups.rows).toHaveCount(2);
      },
    ],
    [
      'aggregates',
      async () => {
        await comparison.show('Aggregates');
        await expect(window.main.getByText(/50\s?000 repetitions/).first()).toBeVisible();
      },
    ],
    [
      'seeds',
      async () => {
        await comparison.show('Over time');
        await expect(comparison.legend.first()).toContainText('n ');
      },
    ],
    [
      'runs',
      async () => {
        await comparison.show('Runs');
        await expect(new Grid(page, 'Convergence of episodes').rows).toHaveCount(6);
      },
    ],
  ];
}

/** Everything the page complains of: errors, warnings, what the policy stopped. */
function listen(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}

test('the theme follows a choice and is remembered', async ({ start }) => {
  const first = await start();
  const window = new StarlingWindow(first.page);
  const scheme = (page: Page) => page.locator('html').getAttribute('data-mantine-color-scheme');
  await expect(window.button('Open file…')).toBeVisible();
  const before = await scheme(first.page);
  await window.press('Mod+Shift+L');
  const after = before === 'dark' ? 'light' : 'dark';
  await expect.poll(() => scheme(first.page)).toBe(after);
  const complaints = listen(first.page);
  await reload(first.page);
  await expect.poll(() => scheme(first.page)).toBe(after);
  await expect(window.button('Open file…')).toBeVisible();
  expect(complaints, 'what is loaded first must keep to the policy of the page').toEqual([]);
});
