import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../../hosts/test.ts';
import { askRaw } from '../../pages/ask.ts';

test('a page cannot name a file that nobody handed over', async ({ startDesktop, folder }) => {
  const path = join(folder, 'private.csv');
  await writeFile(path, 'a,b\n1,2\n');
  const { page } = await startDesktop();
  for (const [question, input] of [
    ['/files/identify', { path }],
    ['/databases/open', { source: { kind: 'file', path } }],
    ['/files/browse', { folder }],
  ] as const) {
    const { json } = await askRaw(page, question, input);
    expect(json, question).toMatchObject({ code: 'FAILED', data: { code: 'NOT_ALLOWED' } });
  }
});

test('a file made by a script has no path to offer', async ({ startDesktop }) => {
  const { page } = await startDesktop();
  const offered = await page.evaluate(() => {
    const { desktop } = window as never as { desktop: { offerFile(file: unknown): Promise<string> } };
    return Promise.all([
      desktop.offerFile(new File(['x'], '/etc/passwd')),
      desktop.offerFile('/etc/passwd'),
      desktop.offerFile(null),
    ]);
  });
  expect(offered).toEqual(['', '', '']);
});

test('only links of ours open outside', async ({ startDesktop }) => {
  const host = await startDesktop();
  const open = (url: string) => askRaw(host.page, '/application/openLink', { url });
  for (const url of ['http://duckdb.org/', 'https://duckdb.org.example/', 'file:///etc/passwd', 'smb://host/share']) {
    expect((await open(url)).json, url).toMatchObject({ data: { code: 'NOT_ALLOWED' } });
  }
  expect((await open('https://duckdb.org/docs')).status).toBe(200);
  expect(await host.openedLinks()).toEqual(['https://duckdb.org/docs']);
});

test('what is asked in the wrong shape is refused', async ({ startDesktop }) => {
  const { page } = await startDesktop();
  for (const [question, input] of [
    ['/databases/open', { source: { kind: 'file' } }],
    ['/databases/open', { source: { kind: 'program', path: '/bin/sh' } }],
    ['/databases/close', { database: '' }],
    ['/sessions/page', null],
  ] as const) {
    const { json } = await askRaw(page, question, input);
    expect(json, `${question} ${JSON.stringify(input)}`).toMatchObject({ data: { code: 'BAD_INPUT' } });
  }
  expect((await askRaw(page, '/lifecycle/open', { target: { kind: 'file', path: '/etc/passwd' } })).status).toBe(404);
  expect((await askRaw(page, '/__proto__/constructor', {})).status).toBe(404);
});
