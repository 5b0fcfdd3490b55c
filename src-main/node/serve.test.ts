import { mkdtemp, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { AppClient } from '#shared/contract/index.ts';
import { readsText } from '#shared/contract/text-answers.ts';
import { type App, createApp } from '../app/create-app.ts';
import { createNodeHost } from './node-host.ts';
import { type Serving, serve } from './serve.ts';
import { programs } from './testing/programs.ts';

let app: App;
let serving: Serving;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-serve-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(folder, 'secret.env'), 'PASSWORD=1');
  process.env['STARLING_DATA'] = join(folder, 'data');
  const { databaseEntry } = await programs();
  app = createApp(createNodeHost({ version: '0.0.0', databaseEntry, roots: [folder] }));
  serving = await serve(app, { pageFolder: folder, port: 0, uploadFolder: join(folder, 'uploads') });
});

afterAll(async () => {
  await serving.close();
  await app.close();
});

it('says so when its port is taken', async () => {
  const port = Number(address().port);
  const options = { pageFolder: folder, port, uploadFolder: join(folder, 'more-uploads') };
  await expect(serve(app, options)).rejects.toThrow(`Port ${port} is taken by another program`);
});

const address = () => new URL(serving.address);

/** A raw request, because `fetch` would correct what an attacker writes. */
function get(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: address().port, path, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the page', () => {
  it('is served on the loopback interface with a strict policy', async () => {
    const { status, headers, body } = await get('/');
    expect({ status, body }).toEqual({ status: 200, body: '<!doctype html><title>page</title>' });
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(address().hostname).toBe('127.0.0.1');
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example'])(
    'is refused under the name %s',
    async (host) => {
      expect((await get('/', { host })).status).toBe(403);
    },
  );

  it.each([
    '/secret.env',
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/..\\package.json',
    '/%00',
  ])('holds no file %s', async (path) => expect((await get(path)).status).toBe(404));
});

describe('the socket', () => {
  const open = (token: string, origin: string, headers: Record<string, string> = {}) =>
    new Promise<WebSocket | number>((resolve) => {
      const socket = new WebSocket(`ws://${address().host}/rpc?token=${token}`, { origin, headers });
      socket.once('open', () => resolve(socket));
      socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    });
  const token = () => address().searchParams.get('token') ?? '';

  it.each([
    ['a wrong token', () => open('wrong', address().origin)],
    ['no token', () => open('', address().origin)],
    ["another page's origin", () => open(token(), 'http://evil.example')],
    ['another port', () => open(token(), 'http://127.0.0.1:1')],
  ])('is refused with %s', async (_, attempt) => expect(await attempt()).toBe(403));

  it('knows a page again by the cookie that came with the token', async () => {
    const given = (await get(`/?token=${token()}`)).headers['set-cookie'];
    expect(given).toEqual(
      ['/rpc', '/upload'].map(
        (path) => `starling-${address().port}=${token()}; Path=${path}; HttpOnly; SameSite=Strict`,
      ),
    );
    const cookie = `other=1; ${given?.[0]?.split(';')[0]}`;
    const socket = await open('', address().origin, { cookie });
    expect(socket).toBeInstanceOf(WebSocket);
    (socket as WebSocket).close();
    expect(await open('', 'http://evil.example', { cookie })).toBe(403);
    expect(await open('', address().origin, { cookie: cookie.replace(address().port, '1') })).toBe(403);
  });

  it.each(['/', '/?token=wrong', '/?token='])('gives no cookie for %s', async (path) => {
    expect((await get(path)).headers['set-cookie']).toBeUndefined();
  });

  it('answers with the token, and only files below its roots', async () => {
    const socket = (await open(token(), address().origin)) as WebSocket;
    const client: AppClient = createORPCClient(new RPCLink({ websocket: socket as never, ...readsText }));
    expect(await client.application.info()).toMatchObject({ name: 'Starling', host: 'browser' });
    const open_ = client.databases.open({ source: { kind: 'file', path: '/etc/passwd' } });
    await expect(open_).rejects.toMatchObject({ data: { code: 'NOT_ALLOWED' } });
    const odd = client.databases.open({ source: { kind: 'file' } as never });
    await expect(odd).rejects.toMatchObject({ data: { code: 'BAD_INPUT' } });
    socket.close();
  });
});
