import type { Page } from '@playwright/test';

/** What main answered: `json` of a success, or the `data` of an error (see `model/failure.ts`). */
export interface RawAnswer {
  readonly status: number;
  readonly json: unknown;
}

/**
 * Asks main as a page that was taken over could: through a port of its own, with whatever it likes. Desktop only.
 * @param path e.g. `/files/identify`
 */
export function askRaw(page: Page, path: string, input?: unknown): Promise<RawAnswer> {
  return page.evaluate(
    ([request, tag]) => {
      return new Promise<RawAnswer>((resolve) => {
        window.addEventListener('message', function receive({ data, source, ports: [port] }) {
          if (source !== window || data !== tag || port === undefined) return;
          window.removeEventListener('message', receive);
          port.onmessage = (answer) => {
            const { p } = JSON.parse(answer.data);
            resolve({ status: p.s ?? 200, json: p.b.json });
            port.close();
          };
          port.postMessage(request);
        });
        (window as unknown as { desktop: { connect(): void } }).desktop.connect();
      });
    },
    [JSON.stringify({ i: '1', p: { u: path, h: {}, m: 'POST', b: { json: input } } }), 'starling:port'] as const,
  );
}
