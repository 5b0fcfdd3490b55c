import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds that is serious or worse, as `rule: elements`. Given to the page by `evaluate`, because the page's
 * policy lets no script in by a tag.
 */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  await atRest(page);
  await page.evaluate(`(() => { const module = undefined; ${source}; })()`);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(' | ')}`,
      );
  });
}

/** Until nothing moves or changes its colour any more, however busy the machine; what turns for ever is left turning. */
export function atRest(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const moving = () =>
      document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    do {
      await Promise.allSettled(moving().map(({ finished }) => finished));
      await drawn();
      await drawn();
    } while (moving().length > 0);
  });
}
