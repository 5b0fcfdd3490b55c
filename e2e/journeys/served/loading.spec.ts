import { join } from 'node:path';
import { documentedTrainingFile } from '../../data/traffic.ts';
import { expect, test } from '../../hosts/test.ts';
import { StarlingWindow } from '../../pages/window.ts';

test('what is still being read lies beside what is there already, not over it', async ({ start, folder }) => {
  const { page } = await start({ files: [documentedTrainingFile(join(folder, 'training.db'))] });
  const window = new StarlingWindow(page);
  // A window is told once what to show.
  await expect(window.tab('Training')).toBeVisible();
  let isHeld = false;
  const held: (() => void)[] = [];
  await page.routeWebSocket(/.*/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => (isHeld ? held.push(() => socket.send(message)) : socket.send(message)));
  });
  await page.reload();
  await window.tab('Training').click();
  await expect(page.getByRole('region', { name: 'Course of the training' })).toContainText('60 episodes');
  isHeld = true;
  await window.main.getByText('In one training episode').click();
  const shape = page.getByRole('region', { name: 'Intersections' }).getByRole('status');
  await expect.poll(async () => (await shape.boundingBox())?.height ?? 0).toBeGreaterThan(200);
  const bottom = ({ y, height }: { readonly y: number; readonly height: number }) => y + height;
  const title = bottom((await page.getByRole('heading', { name: 'Intersections' }).boundingBox())!);
  const { y } = (await shape.boundingBox())!;
  expect(y).toBeGreaterThanOrEqual(title);
  const next = (await page.getByRole('heading', { name: 'Actions over time' }).boundingBox())!;
  expect(next.y).toBeGreaterThanOrEqual(bottom((await shape.boundingBox())!));
  isHeld = false;
  for (const send of held) send();
  await expect(page.getByRole('region', { name: 'Ecoland' })).toContainText('north');
});
