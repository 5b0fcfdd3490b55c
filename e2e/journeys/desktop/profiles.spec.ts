import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trackingDatabase } from '../../data/postgres.ts';
import { expect, test } from '../../hosts/test.ts';
import { Grid } from '../../pages/grid.ts';
import { dropOn, openSpot } from '../../pages/importing.ts';
import { StarlingWindow } from '../../pages/window.ts';

test('a dropped .env file becomes a connection; a kept password serves the next start', async ({
  startDesktop,
  folder,
  postgres,
}, info) => {
  const { host: server, port, user, password } = postgres;
  const database = `dropped_${info.workerIndex}_${info.repeatEachIndex}`;
  await trackingDatabase(postgres, database);
  const file = join(folder, '.env');
  const lines = { HOST: server, PORT: port, USER: user, PASSWORD: password, DB: database };
  writeFileSync(
    file,
    Object.entries(lines)
      .map(([name, value]) => `POSTGRES_${name}="${value}"`)
      .join('\n'),
  );
  const first = await startDesktop();
  await expect(new StarlingWindow(first.page).button('Open file…')).toBeVisible();
  await dropOn(first.page, [file], openSpot);
  const dialog = first.page.getByRole('dialog');
  await expect(dialog.getByLabel('Database')).toHaveValue(database);
  if (process.platform === 'linux') await expect(dialog).toContainText('This system has no keyring');
  await dialog.getByRole('button', { name: 'Save and open' }).click();
  await expect(new Grid(first.page, 'Sessions').rows).toHaveCount(2);
  await first.quit();

  const second = await startDesktop({ data: first.data });
  const window = new StarlingWindow(second.page);
  await window.main.getByText(database).first().click();
  await expect(new Grid(second.page, 'Sessions').rows).toHaveCount(2);
});
