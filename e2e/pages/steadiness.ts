import type { Page } from '@playwright/test';

/**
 * How far the page has jumped by itself since it was loaded, in Chromium's measure (the share of the window that moved
 * times how far): moves within half a second of a click or key do not count.
 */
export function jumps(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    () =>
      new Promise<readonly string[]>((resolve) => {
        const place = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(' ');
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as unknown as readonly LayoutShift[];
          const unasked = shifts.filter(({ hadRecentInput, value }) => !hadRecentInput && value > 0.02);
          resolve(
            unasked.map(
              ({ value, startTime, sources }) =>
                `${value.toFixed(3)} after ${Math.round(startTime)} ms: ${sources.map(({ node, previousRect, currentRect }) => `${(node as Element | null)?.outerHTML?.slice(0, 120) ?? 'what is gone'} from ${place(previousRect)} to ${place(currentRect)}`).join(' | ')}`,
            ),
          );
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve([]), 300);
      }),
  );
}

interface LayoutShift {
  readonly value: number;
  readonly startTime: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
}
