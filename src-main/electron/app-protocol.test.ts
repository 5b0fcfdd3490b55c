import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerFromFolder, isAppUrl } from './app-protocol.ts';

let parent: string;
let folder: string;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'starling-page-'));
  folder = join(parent, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets/main-abc.js'), 'start()');
  await writeFile(join(folder, 'notes.txt'), 'not a kind of file that is served');
  await writeFile(join(parent, 'secret.json'), '{}');
});
afterAll(() => rm(parent, { recursive: true, force: true }));

test.each([
  ['app://main/index.html', true],
  ['app://main/', true],
  ['app://main/assets/x.js?a#b', true],
  ['app://other/index.html', false],
  ['app://MAIN/index.html', false],
  ['app://main.evil.example/', false],
  ['app://main:80/', false],
  ['app://user@main/', false],
  ['file:///etc/passwd', false],
  ['https://main/', false],
  ['javascript:alert(1)', false],
  ['null', false],
  ['', false],
])('%s is ours: %s', (address, ours) => {
  expect(isAppUrl(address)).toBe(ours);
});

test.each([
  ['app://main/index.html', 'text/html; charset=utf-8', '<!doctype html>'],
  ['app://main/', 'text/html; charset=utf-8', '<!doctype html>'],
  ['app://main/assets/main-abc.js', 'text/javascript; charset=utf-8', 'start()'],
  ['app://main/assets/main-abc.js?v=1#top', 'text/javascript; charset=utf-8', 'start()'],
  ['app://main/assets/../index.html', 'text/html; charset=utf-8', '<!doctype html>'],
])('%s is served as %s', async (address, contentType, text) => {
  const response = await answerFromFolder(folder, new Request(address));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(contentType);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await response.text()).toBe(text);
});

test.each([
  'app://main/../secret.json',
  'app://main/..%2fsecret.json',
  'app://main/%2e%2e/secret.json',
  'app://main/%2e%2e%2fsecret.json',
  'app://main/assets/..%2f..%2fsecret.json',
  'app://main/..%5csecret.json',
  'app://main/..\\secret.json',
  'app://main/%00index.html',
  'app://main/index.html%00.js',
  'app://main/C:%5cWindows%5cwin.json',
  'app://main//etc/passwd',
  'app://main/%2fetc%2fhosts.json',
  'app://main/%E0%A4%A.html',
  'app://main/notes.txt',
  'app://main/assets',
  'app://main/missing.js',
  'app://other/index.html',
])('%s is not served', async (address) => {
  const response = await answerFromFolder(folder, new Request(address));
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('');
});

test('only reading is answered', async () => {
  const post = await answerFromFolder(folder, new Request('app://main/index.html', { method: 'POST' }));
  expect(post.status).toBe(405);
  const head = await answerFromFolder(folder, new Request('app://main/index.html', { method: 'HEAD' }));
  expect([head.status, await head.text()]).toEqual([200, '']);
});
