import { join } from 'node:path';
import { predictedApart, rolloutFile } from '../data/rollouts.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { reload } from '../pages/reload.ts';
import { Replay } from '../pages/replay.ts';

test('a prediction is watched beside what happened, moment by moment, with their difference', async ({
  start,
  folder,
}) => {
  const { page } = await start({ files: [await rolloutFile(join(folder, 'rollout.duckdb'))] });
  const replay = new Replay(page);
  await replay.open('actual');
  await replay.button('Watch beside another episode').click();
  await replay.button('Beside its predicted rollout').click();
  // The button is gone with the choice; Escape is heard all the same.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await replay.button('Watch beside another episode').click();
  await page.getByRole('switch', { name: /difference/ }).click();
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await replay.frame.fill('50');
  await page.keyboard.press('Enter');
  await expect(replay.moment(1)).toHaveText('Frame 50');
  await expect(
    page.getByText(`Apart by ${predictedApart} scene units in the mean, ${predictedApart} at most, 6 agents`),
  ).toBeVisible();
  await replay.frame.fill('90');
  await page.keyboard.press('Enter');
  await expect(replay.moment(1)).toHaveText('Over');
  await expect(page.getByText('Nobody is in both episodes at this moment')).toBeVisible();

  await replay.address({ sync: 'share', frame: '99' });
  await expect(replay.moment(1)).toHaveText('Frame 79');
  await replay.address({ sync: 'event', events: '40,30', frame: '45' });
  await expect(replay.moment(1)).toHaveText('Frame 35');
  await reload(page);
  await expect(replay.moment(1)).toHaveText('Frame 35');
  await replay.button('Watch without 0000-predicted').click();
  await expect(replay.moment(1)).toHaveCount(0);
});
