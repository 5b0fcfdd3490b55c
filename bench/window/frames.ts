import { existsSync, readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { median } from '../measure.ts';

export interface Frames {
  /** Milliseconds from one frame to the next: the median, and one that a twentieth of them exceed. */
  readonly frame: number;
  readonly slowFrame: number;
}

interface Watched extends Window {
  starlingFrames?: number[] | undefined;
}

/** How far the frames of a window are apart while something is done in it; 16.7 ms is as quick as a screen. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = [];
    (window as Watched).starlingFrames = times;
    const note = (now: number) => {
      times.push(now);
      if ((window as Watched).starlingFrames === times) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await act();
  const times = await page.evaluate(() => {
    const watched = window as Watched;
    const { starlingFrames = [] } = watched;
    watched.starlingFrames = undefined;
    return starlingFrames;
  });
  return framesOf(times);
}

/** How far moments are apart, in ascending order. */
export function framesOf(times: readonly number[]): Frames {
  const apart = times.slice(1).map((time, at) => time - times[at]!);
  const sorted = apart.toSorted((a, b) => a - b);
  return { frame: median(apart), slowFrame: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN };
}

/**
 * The memory of its own that the largest of a browser's pages holds, in MB (what it shares with other processes is not
 * counted); `null` where the system does not say.
 */
export async function pageMemory(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => `/proc/${id}/statm`)
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8').split(' ').map(Number))
    .map(([, resident = 0, shared = 0]) => ((resident - shared) * 4096) / 1e6);
  return sizes.length === 0 ? null : Math.max(...sizes);
}
