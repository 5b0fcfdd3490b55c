import type { Page, TestInfo } from '@playwright/test';
import type { PostgresServer } from '#main/database/testing/postgres-server.ts';
import { kneeDatabase } from '../data/postgres.ts';
import type { HostKind } from '../hosts/host.ts';
import { StarlingWindow } from './window.ts';

interface KneesAsked {
  readonly server: PostgresServer;
  readonly hostKind: HostKind;
  readonly name: string;
  /** How many participants there are besides. */
  readonly further?: number;
}

/** Opens a new database of knee recordings, of a name that no other test of the server has. */
export async function openKnees(
  page: Page,
  { server, hostKind, name, further }: KneesAsked,
  { workerIndex, repeatEachIndex }: TestInfo,
): Promise<StarlingWindow> {
  const { host, port, user, password } = server;
  const database = `${name}_${hostKind.replaceAll('-', '_')}_${workerIndex}_${repeatEachIndex}`;
  await kneeDatabase(server, database, further);
  const window = new StarlingWindow(page);
  await window.main.getByRole('button', { name: 'Connect to Postgres…' }).click();
  const dialog = page.getByRole('dialog');
  const address = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
  await dialog.getByLabel('Paste an address or an .env file').fill(address);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Save and open' }).click();
  return window;
}
