import { expect, test } from '../../hosts/test.ts';

test('the page sees two frozen functions and nothing of Node or Electron', async ({ startDesktop }) => {
  const { page } = await startDesktop();
  const seen = await page.evaluate(() => ({
    keys: Object.keys((window as never as { desktop: object }).desktop),
    frozen: Object.isFrozen((window as never as { desktop: object }).desktop),
    strangers: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
  }));
  expect(seen).toEqual({ keys: ['connect', 'offerFile'], frozen: true, strangers: [] });
});

test('every window is sandboxed and isolated', async ({ startDesktop }) => {
  const host = await startDesktop();
  const preferences = await host.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as never as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag };
  }, null);
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
});

test('the policy stops scripts, frames and requests to elsewhere, and text from becoming markup', async ({
  startDesktop,
}) => {
  const { page } = await startDesktop();
  // From a timer: what Playwright evaluates directly may do more than the page itself.
  const stopped = await page.evaluate(
    () =>
      new Promise<Record<string, string>>((resolve) => {
        const found: Record<string, string> = {};
        window.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
          found[effectiveDirective] = blockedURI;
        });
        const attempt = (name: string, act: () => unknown): void => {
          try {
            act();
            found[name] ??= 'went through';
          } catch (thrown) {
            found[name] = (thrown as Error).name;
          }
        };
        setTimeout(() => {
          attempt('eval', () => new Function('return 1')());
          attempt('markup', () => {
            document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>';
          });
          attempt('script text', () => {
            const script = document.createElement('script');
            script.text = 'window.broken = true';
            document.body.append(script);
          });
          fetch('https://example.org/').catch(() => undefined);
          new Image().src = 'https://example.org/pixel.png';
          const frame = document.createElement('iframe');
          frame.src = 'https://example.org/';
          document.body.append(frame);
          setTimeout(() => resolve(found), 500);
        });
      }),
  );
  expect(stopped).toMatchObject({
    eval: 'EvalError',
    markup: 'TypeError',
    'script text': 'TypeError',
    'connect-src': 'https://example.org/',
    'img-src': 'https://example.org/pixel.png',
    'frame-src': 'https://example.org',
  });
});

test('the page stays where it is, and opens no window', async ({ startDesktop }) => {
  const host = await startDesktop();
  const before = host.page.url();
  for (const address of ['https://example.org/', 'http://127.0.0.1:9/', 'app://other/index.html']) {
    await host.page.evaluate((to) => setTimeout(() => window.location.assign(to)), address);
    await host.page.waitForTimeout(200);
    expect(host.page.url()).toBe(before);
  }
  await host.page.evaluate(() => {
    setTimeout(() => window.open('https://example.org/'));
    const link = document.createElement('a');
    link.href = 'https://example.org/';
    link.target = '_blank';
    document.body.append(link);
    setTimeout(() => link.click());
  });
  await host.page.waitForTimeout(500);
  expect(await host.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null)).toBe(1);
  expect(host.page.context().pages()).toHaveLength(1);
  expect(await host.openedLinks()).toEqual([]);
});

test('the page is served from its folder and nowhere else', async ({ startDesktop }) => {
  const { page } = await startDesktop();
  const answers = await page.evaluate(async () => {
    const ask = async (path: string, method = 'GET'): Promise<string> => {
      const response = await fetch(path, { method });
      return `${response.status} ${response.headers.get('content-type') ?? ''}`.trim();
    };
    const found: Record<string, string> = { post: await ask('/index.html', 'POST') };
    for (const path of [
      '/index.html',
      '/..%2f..%2fpackage.json',
      '/%2e%2e%2f%2e%2e%2fpackage.json',
      '/../../package.json',
      '/..%5c..%5cpackage.json',
      '/%00index.html',
      '//etc/passwd',
      '/main.tsx',
    ])
      found[path] = await ask(path).catch((thrown: Error) => thrown.name);
    return found;
  });
  expect(answers).toEqual({
    post: '405',
    '/index.html': '200 text/html; charset=utf-8',
    '/..%2f..%2fpackage.json': '404',
    '/%2e%2e%2f%2e%2e%2fpackage.json': '404',
    '/../../package.json': '404',
    '/..%5c..%5cpackage.json': '404',
    '/%00index.html': '404',
    '//etc/passwd': 'TypeError',
    '/main.tsx': '404',
  });
});
