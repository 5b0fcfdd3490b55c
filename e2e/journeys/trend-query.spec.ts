import { join } from 'node:path';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { StarlingWindow } from '../pages/window.ts';

test('episodes and sessions are chosen by SQL, in its order, and it is said what of it is none', async ({
  start,
  folder,
}) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  const ask = async (sql: string) => {
    await window.button('By query…').click();
    const form = page.getByRole('dialog', { name: 'By query…' });
    await form.getByRole('textbox', { name: /^SQL whose first column/ }).fill(sql);
    await form.getByRole('button', { name: 'Choose' }).click();
    return form;
  };
  const lines = window.main.getByRole('list', { name: 'Lines' }).first().getByRole('button');

  const form = await ask(`select 'nobody' union all select null`);
  await expect(form.getByText('“nobody” is the id of none of the sessions')).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await form
    .getByRole('textbox')
    .fill('select session_id, count(*) from episodes group by all order by 1 desc limit 1');
  await form.getByRole('button', { name: 'Choose' }).click();
  await expect(form).toBeHidden();
  await expect(lines).toHaveCount(1);
  await expect.poll(() => window.place()).toContain('sessions=');

  await window.main.getByText('Episodes', { exact: true }).click();
  const broken = await ask('select nothing');
  await expect(broken.getByText(/nothing/).last()).toBeVisible();
  await broken.getByRole('textbox').fill(`select episode_id from observations
    where time_index >= 100 group by 1 order by 1 limit 2`);
  await broken.getByRole('button', { name: 'Choose' }).click();
  await expect(lines).toHaveCount(2);
  await expect.poll(() => window.place()).toContain('episodes=');
  await expect(window.main).toContainText('2 chosen');

  // What was asked last stands there the next time.
  await window.button('By query…').click();
  await expect(page.getByRole('textbox', { name: /^SQL whose first column/ })).toHaveValue(/time_index >= 100/);
});
