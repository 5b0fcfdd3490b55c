import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ownAddress, shownAddress } from './addresses.ts';
import { MessagePortMain } from './message-port.ts';
import { assertConfined } from './preferences.ts';
import { type SecondStart, SingleInstance } from './single-instance.ts';
import { fromWire, toWire, type WireData } from './wire.ts';

describe('addresses', () => {
  test.each(['app://main/index.html', 'app://main/..%2f..%5cx?a=1#b', 'app://main/'])(
    '%s comes back as it was',
    (address) => {
      expect(shownAddress(address)).toMatch(/^https:\/\/main\.app\.stand-in\.test\//);
      expect(ownAddress(shownAddress(address))).toBe(address);
    },
  );

  test.each(['https://example.org/', 'http://127.0.0.1:1/', 'about:blank'])('%s is left alone', (address) => {
    expect([shownAddress(address), ownAddress(address)]).toEqual([address, address]);
  });
});

describe('ports', () => {
  function portPair() {
    const sent: WireData[] = [];
    const port = new MessagePortMain({ send: (data) => sent.push(data), close: () => undefined });
    const received: unknown[] = [];
    port.on('message', ({ data }) => received.push(data));
    return { port, sent, received };
  }

  test('messages wait until start', () => {
    const { port, received } = portPair();
    port.receive(toWire('early'));
    expect(received).toEqual([]);
    port.start();
    port.receive(toWire('late'));
    expect(received).toEqual(['early', 'late']);
  });

  test('text and bytes pass, a view without its whole buffer; nothing else', () => {
    const { port, sent } = portPair();
    const view = new Uint8Array([9, 1, 2, 9]).subarray(1, 3);
    port.postMessage('text');
    port.postMessage(view);
    expect(sent.map(fromWire)).toEqual(['text', new Uint8Array([1, 2])]);
    expect(() => port.postMessage({ text: 'no' })).toThrow(/text and bytes/);
    expect(() => port.postMessage('text', [new ArrayBuffer(1)])).toThrow(/not a valid port/);
  });

  test('close is told once, and nothing is sent afterwards', () => {
    const { port, sent } = portPair();
    let closed = 0;
    port.on('close', () => {
      closed += 1;
    });
    port.close();
    port.closed();
    port.postMessage('late');
    expect([closed, sent.length]).toEqual([1, 0]);
  });
});

describe('window preferences', () => {
  const confined = { contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false };

  test.each([
    [{ ...confined, sandbox: false }, /sandbox/],
    [{ contextIsolation: true, sandbox: true, webviewTag: false }, /nodeIntegration/],
    [{ ...confined, webSecurity: false }, /webSecurity/],
    [{ ...confined, enableBlinkFeatures: 'X' }, /enableBlinkFeatures/],
  ])('%j is refused', (preferences, complaint) => {
    expect(() => assertConfined(preferences)).toThrow(complaint);
  });
});

describe('single instance', () => {
  const folder = mkdtempSync(join(tmpdir(), 'starling-instance-'));
  const start: SecondStart = { argv: ['starling', 'b.db'], folder: '/home', additionalData: { paths: ['/home/b.db'] } };
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('the first hears what the second was asked for', async () => {
    const heard = Promise.withResolvers<SecondStart>();
    const first = new SingleInstance(folder);
    expect(first.request(start, heard.resolve)).toBe(true);
    expect(new SingleInstance(folder).request(start, () => undefined)).toBe(false);
    expect(await heard.promise).toEqual(start);
    first.release();
    const next = new SingleInstance(folder);
    expect(next.request(start, () => undefined)).toBe(true);
    next.release();
  });
});
