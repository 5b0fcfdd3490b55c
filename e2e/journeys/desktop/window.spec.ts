import { actions } from '#shared/actions.ts';
import { expect, test } from '../../hosts/test.ts';
import { reload } from '../../pages/reload.ts';
import { StarlingWindow } from '../../pages/window.ts';

test('the menu holds every action, with its shortcut shown and left to the page', async ({ startDesktop }) => {
  const host = await startDesktop();
  const items = await host.evaluate(
    ({ Menu }, ids) => {
      const menu = Menu.getApplicationMenu();
      return ids.map((id) => {
        const item = menu?.getMenuItemById(id);
        return item === null || item === undefined ? null : { label: item.label, registered: item.registerAccelerator };
      });
    },
    actions.map(({ id }) => id),
  );
  expect(items).toEqual(actions.map(({ label }) => ({ label, registered: false })));
});

test('a click in the menu does what the action does in the window', async ({ startDesktop }) => {
  const host = await startDesktop();
  const window = new StarlingWindow(host.page);
  await expect(window.button('Open file…')).toBeVisible();
  await host.clickMenu('settings');
  await expect(window.crumb('Settings')).toBeVisible();
  await host.clickMenu('welcome');
  await expect(window.button('Open file…')).toBeVisible();
  await host.clickMenu('about');
  await expect(host.page.getByRole('dialog')).toContainText('0.1.0');
});

test('the window comes back where it was', async ({ startDesktop }) => {
  const bounds = { x: 120, y: 90, width: 1111, height: 777 };
  const first = await startDesktop();
  await first.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
  await first.quit();
  const second = await startDesktop({ data: first.data });
  const found = await second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds(), null);
  expect(found).toEqual(bounds);
});

test('a page that is loaded again finds its way back into the application', async ({ startDesktop }) => {
  const host = await startDesktop();
  const window = new StarlingWindow(host.page);
  for (let time = 0; time < 3; time += 1) await reload(host.page);
  await host.clickMenu('settings');
  await expect(window.crumb('Settings')).toBeVisible();
});
