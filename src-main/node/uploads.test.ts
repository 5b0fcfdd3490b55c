import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameHead } from '#shared/model/file-frames.ts';
import type { ImportJob } from '#shared/model/import-job.ts';
import { type App, createApp } from '../app/create-app.ts';
import { createNodeHost } from './node-host.ts';
import { type Serving, serve } from './serve.ts';
import { programs } from './testing/programs.ts';
import { safeParts } from './upload-names.ts';

const batch = '11111111-2222-3333-4444-555555555555';
let app: App;
let serving: Serving;
let folder: string;
let uploads: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-uploads-'));
  uploads = join(folder, 'uploads');
  await mkdir(join(uploads, '999999999-left'), { recursive: true });
  process.env['STARLING_DATA'] = join(folder, 'data');
  const { databaseEntry } = await programs();
  app = createApp(createNodeHost({ version: '0.0.0', databaseEntry, roots: [join(folder, 'root')] }));
  serving = await serve(app, { pageFolder: folder, port: 0, uploadFolder: uploads });
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const address = () => new URL(serving.address);
const ours = () => ({ origin: address().origin, 'x-starling-token': address().searchParams.get('token') ?? '' });

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly to?: string;
}

/** One file as a page sends it. */
async function send(path: string, { body = '', ...more }: Sent = {}) {
  const { status, answer } = await ask(framed([[path, body]]), more);
  return { status, answer: { path: answer.paths?.[0], message: answer.message } };
}

function framed(files: readonly (readonly [path: string, body: string])[]): Buffer {
  return Buffer.concat(
    files.flatMap(([path, body]) => [frameHead(Buffer.from(path), Buffer.byteLength(body)), Buffer.from(body, 'utf8')]),
  );
}

function ask(bytes: Buffer, { method = 'POST', headers = ours(), to = batch }: Omit<Sent, 'body'> = {}) {
  const query = new URLSearchParams({ batch: to }).toString();
  return new Promise<{ status: number; answer: { paths?: string[]; message?: string } }>((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: address().port, path: `/upload?${query}`, method, headers },
      (response) => {
        let words = '';
        response.on('data', (chunk) => {
          words += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, answer: words.startsWith('{') ? JSON.parse(words) : {} }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(bytes);
  });
}

describe('sending a file', () => {
  it('keeps it below a folder of its own, and lets it be imported', async () => {
    const { status, answer } = await send('flock.csv', { body: 'a,b\n1,2\n' });
    expect(status).toBe(200);
    expect(answer.path?.startsWith(uploads)).toBe(true);
    expect(await readFile(answer.path ?? '', 'utf8')).toBe('a,b\n1,2\n');
    const { plans } = await app.client.imports.look({ sets: [{ paths: [answer.path ?? ''] }] });
    expect(plans[0]?.tables[0]?.columns.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('keeps the folders that it was in', async () => {
    const { answer } = await send('run/deep/episode-1.csv', { body: 'a\n1\n' });
    expect(answer.path?.endsWith('/run')).toBe(true);
    expect(existsSync(join(answer.path ?? '', 'deep/episode-1.csv'))).toBe(true);
  });

  it('takes many at once, each once of what is to be imported', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `many/part ${at}.csv`);
    const files = [...names.map((name, at) => [name, 'x'.repeat(at)] as const), ['empty.csv', ''] as const];
    const { status, answer } = await ask(framed(files));
    expect(status).toBe(200);
    expect(answer.paths?.map((path) => path.split('/').at(-1))).toEqual(['many', 'empty.csv']);
    const [folder = '', empty = ''] = answer.paths ?? [];
    expect(await readdir(folder)).toHaveLength(300);
    expect(await readFile(join(folder, 'part 299.csv'), 'utf8')).toBe('x'.repeat(299));
    expect(await readFile(empty, 'utf8')).toBe('');
  });

  it('is refused where it ends in the middle of a file, or is nothing of the kind', async () => {
    const whole = framed([['cut-off.csv', 'abcdef']]);
    expect(await ask(whole.subarray(0, -2))).toMatchObject({ status: 400, answer: { code: 'BAD_INPUT' } });
    expect(await ask(Buffer.from('a,b\n1,2\n3,4\n'))).toMatchObject({ status: 400 });
    const [own = ''] = (await readdir(uploads)).filter((name) => name.startsWith(`${process.pid}-`));
    expect(existsSync(join(uploads, own, batch, 'cut-off.csv'))).toBe(false);
  });

  it('never writes over what was sent before', async () => {
    await send('twice.csv', { body: 'first' });
    const { status, answer } = await send('twice.csv', { body: 'second' });
    expect(status).toBe(400);
    expect(answer.message).toMatch(/sent already/);
    const [own = ''] = (await readdir(uploads)).filter((name) => name.startsWith(`${process.pid}-`));
    expect(await readFile(join(uploads, own, batch, 'twice.csv'), 'utf8')).toBe('first');
  });

  it.each([
    ['the way up', '../out.csv'],
    ['the way up inside', 'a/../../out.csv'],
    ['no name', ''],
    ['an absolute path', '/etc/cron.d/x'],
    ['a name of dots', 'a/.../b'],
  ])('is refused for %s', async (_, path) => {
    const { status } = await send(path, { body: 'x' });
    expect(status).toBe(400);
    expect(existsSync(join(uploads, 'out.csv'))).toBe(false);
  });

  it('is refused into a folder that is not a sending', async () => {
    expect((await send('a.csv', { to: '../../../../../../../../tmp/x' })).status).toBe(400);
  });

  it.each([
    ['no token', () => ({ origin: address().origin })],
    ['a wrong token', () => ({ ...ours(), 'x-starling-token': 'wrong' })],
    ["another page's origin", () => ({ ...ours(), origin: 'http://evil.example' })],
    ['no origin', () => ({ 'x-starling-token': ours()['x-starling-token'] })],
    ['another host', () => ({ ...ours(), host: 'evil.example', origin: 'http://evil.example' })],
  ])('is refused with %s', async (_, headers) => {
    expect((await send('stranger.csv', { headers: headers(), body: 'x' })).status).toBe(403);
  });
});

describe('what was sent', () => {
  it('goes when the import is over, and stays when it failed', async () => {
    const good = (await send('good.csv', { body: 'a' })).answer.path ?? '';
    const bad = (await send('bad.csv', { body: 'a' })).answer.path ?? '';
    const reports = [
      { outcome: 'imported', paths: [good, '/etc/hostname'] },
      { outcome: 'failed', paths: [bad] },
    ];
    app.tell({ kind: 'import', job: { finished: '2026-11-05T00:00:00Z', reports } as unknown as ImportJob });
    await expect.poll(() => existsSync(good)).toBe(false);
    expect(existsSync(bad)).toBe(true);
    expect(existsSync('/etc/hostname')).toBe(true);
  });

  it('goes when it is given up, and when the server ends; what an earlier server left goes at the start', async () => {
    const other = '99999999-2222-3333-4444-555555555555';
    const { answer } = await send('given-up.csv', { body: 'a', to: other });
    expect((await ask(Buffer.alloc(0), { method: 'DELETE', to: other })).status).toBe(200);
    expect(existsSync(answer.path ?? '')).toBe(false);
    expect(await readdir(uploads)).toHaveLength(1);
    await serving.close();
    expect(await readdir(uploads)).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    ['a b.csv', ['a b.csv']],
    ['run/Übung 🐦.csv', ['run', 'Übung 🐦.csv']],
    ['con.csv', ['_con.csv']],
    ['a:b|c.csv', ['a_b_c.csv']],
    ['back\\slash', ['back_slash']],
    ['line\nend', ['line_end']],
    ['trailing. ', ['trailing']],
  ])('%j is kept as %j', (path, parts) => expect(safeParts(path)).toEqual(parts));

  it('are cut at their beginning, so that the extension stays', () => {
    const [name = ''] = safeParts(`${'ü'.repeat(300)}.csv`) ?? [];
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name.endsWith('.csv')).toBe(true);
  });
});
