import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { dashboardTrainingFile, documentedTrainingFile } from '../data/traffic.ts';
import { expect, test } from '../hosts/test.ts';
import { atRest, seriousFaults } from '../pages/accessibility.ts';
import { Grid } from '../pages/grid.ts';
import { reload } from '../pages/reload.ts';
import { StarlingWindow } from '../pages/window.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
];

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

for (const scheme of ['light', 'dark'] as const) {
  test(`a training and what happened at its intersections, ${scheme}`, async ({ start, folder }, info) => {
    test.slow();
    const { page } = await start({ files: [documentedTrainingFile(join(folder, 'training.db'))] });
    await page.emulateMedia({ colorScheme: scheme });
    const window = new StarlingWindow(page);
    await window.tab('Training').click();
    const look = async (name: string, seen = sizes) => {
      for (const size of seen) {
        await page.setViewportSize(size);
        await atRest(page);
        const picture = { body: await page.screenshot(), contentType: 'image/png' };
        await info.attach(`${name}, ${scheme}, ${size.width}`, picture);
        expect.soft(await seriousFaults(page), `${name}, ${size.width}`).toEqual([]);
      }
      await page.setViewportSize(sizes[0]!);
    };

    // 60 episodes, three checkpoints of which one is of an episode that was not logged.
    const course = page.getByRole('region', { name: 'Course of the training' });
    await expect(course).toContainText('60 episodes');
    const checkpoints = course.getByRole('list', { name: 'Checkpoints' });
    await expect(checkpoints.getByRole('listitem')).toHaveCount(3);
    await expect(checkpoints).toContainText('its episode is not logged');
    // Two episodes of 300 steps: actions 0 to 7 were taken 30 times in each, 8 to 10 20 times.
    const over = page.getByRole('region', { name: 'Actions over the training' });
    await expect(over.getByRole('row', { name: /^3 60 / })).toContainText('10.0 %');
    await expect(over.getByRole('row', { name: /^9 40 / })).toContainText('6.7 %');
    await expect(window.main).toContainText('Phases of the training (offline, online) are not kept');
    await look('training');

    // The sign on the curve tells what is known of the checkpoint, and so does the button beside its name.
    const best = course.getByRole('region', { name: 'Checkpoint best, episode 48' });
    await course.locator('polygon', { hasText: 'best, episode 48' }).click();
    await expect(best).toContainText('Validation reward215.5');
    await expect(best).toContainText('Tests2 validations, mean total reward 215.5');
    await expect(best).toContainText('Validation, avg waiting time12.25');
    await expect(best).toContainText('Against baseline, waiting time18.5');
    await look('checkpoint');
    await expect.poll(() => window.place()).toContain('checkpoint=1');
    await course.getByRole('button', { name: 'What is known of final, episode 70' }).press('Enter');
    await expect(best).toHaveCount(0);
    const last = course.getByRole('region', { name: 'Checkpoint final, episode 70' });
    await expect(last.getByRole('link', { name: /Open episode/ })).toHaveCount(0);
    await last.getByRole('button', { name: 'Close' }).click();
    await expect(last).toHaveCount(0);

    await choose(page, 'Taken apart', 'By cycle');
    await expect(course.getByRole('region', { name: /^Cycle [12]$/ })).toHaveCount(2);
    await expect.poll(() => window.place()).toContain('by=1');
    await look('cycles', sizes.slice(0, 1));

    await checkpoints.getByRole('link', { name: 'best, episode 48' }).click();
    await expect(new Grid(page, 'checkpoints').rows).toHaveCount(1);
    await page.goBack();

    await window.main.getByText('In one training episode').click();
    const intersections = page.getByRole('region', { name: 'Intersections' });
    const ecoland = intersections.getByRole('region', { name: 'Ecoland' });
    await expect(ecoland).toContainText('north');
    await expect(intersections.getByRole('region')).toHaveCount(3);
    await expect(intersections).toContainText('3600 rows → 3600 points');
    const heat = intersections.getByRole('img', { name: 'Queue by intersection and approach over time' });
    await expect(heat).toContainText('Sandawa, west');
    // The longest queue of all, in the middle of the second row.
    await heat.scrollIntoViewIfNeeded();
    const box = (await heat.boundingBox())!;
    await page.mouse.move(box.x + 120 + (box.width - 120) / 2 + 2, box.y + 27);
    await expect(intersections).toContainText(/Ecoland, north · step 1(4|5)\d · 40 vehicles/);
    // One cursor for all: the legends say what was at that step.
    await expect(ecoland.getByRole('listitem').filter({ hasText: 'north' })).toContainText('40');
    const actions = page.getByRole('region', { name: 'Actions over time' });
    await expect(actions.getByRole('row', { name: /^10 20 / })).toContainText('6.7 %');
    await look('episode');

    // One detector told no speeds.
    await intersections.getByText('Speed', { exact: true }).click();
    await expect(intersections.getByRole('region')).toHaveCount(2);
    await expect.poll(() => window.place()).toContain('of=speed');
    await reload(page);
    await expect(intersections.getByRole('region', { name: 'Sandawa' })).toContainText('as a whole');
    await choose(page, 'training episode', 'episode 3');
    await expect(intersections).toContainText('This episode tells no speed of any intersection');
    await expect(actions).toContainText('No action was logged here');
    await intersections.getByRole('link', { name: 'Open episode 3' }).click();
    await expect(window.trail).toContainText('episode 3');

    // And back: the same episode in its training.
    await page.getByRole('link', { name: 'Open in Training' }).click();
    await expect(actions).toContainText('No action was logged here');
    await choose(page, 'training episode', 'episode 2');
    await intersections.getByRole('link', { name: 'Open episode 2' }).click();
    await page.getByRole('link', { name: 'Open in Training' }).click();
    await expect(page.getByRole('combobox', { name: 'training episode', exact: true })).toHaveValue(/episode 2$/);
  });

  test(`the phases of a training are told apart, ${scheme}`, async ({ start, folder }, info) => {
    const { page } = await start({ files: [dashboardTrainingFile(join(folder, 'dashboard.db'))] });
    await page.emulateMedia({ colorScheme: scheme });
    const window = new StarlingWindow(page);
    await window.tab('Training').click();
    const phases = page.getByRole('list', { name: 'Phases' });
    await expect(phases.getByRole('listitem')).toHaveText(['offline, 30 episodes', 'online, 10 episodes']);
    await expect(window.main).toContainText('Checkpoints are not kept in the file of the dashboard');
    await choose(page, 'Taken apart', 'By day');
    await expect(page.getByRole('region', { name: 'Day 20250708' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Day 20250709' })).toBeVisible();
    await atRest(page);
    await info.attach(`phases, ${scheme}`, { body: await page.screenshot(), contentType: 'image/png' });
    expect.soft(await seriousFaults(page)).toEqual([]);
  });
}
