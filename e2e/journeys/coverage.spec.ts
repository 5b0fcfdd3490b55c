import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { Grid } from '../pages/grid.ts';
import { openKnees } from '../pages/knees.ts';

for (const scheme of ['light', 'dark'] as const) {
  test(`what a study has and lacks is seen at once and leads to the recordings, ${scheme}`, async ({
    start,
    postgres,
    hostKind,
  }, info) => {
    const { page } = await start();
    await page.emulateMedia({ colorScheme: scheme });
    const window = await openKnees(page, { server: postgres, hostKind, name: `coverage_${scheme}` }, info);
    await window.tab('Coverage').click();

    // AOA: two participants, four files of which one failed, five recordings, four synchronisations, nine cycles.
    const counts = page.getByRole('table', { name: 'Counts' });
    await expect(counts.getByRole('row', { name: /^AOA / }).getByRole('cell')).toHaveText([...'24100549']);
    await expect(counts.getByRole('row', { name: /^preOA / }).getByRole('cell')).toHaveText([...'10000000']);

    const matrix = page.getByRole('table', { name: 'Coverage by participant' });
    await expect(matrix.getByRole('row', { name: /^AOA 9 / }).getByRole('link')).toHaveCount(2);
    const slow = matrix.getByRole('link', {
      name: 'left walk · pass 1, slow: processed, audio failed, 1 synchronisation, 3 movement cycles',
    });
    await expect(slow).toContainText('✓ 3A');
    await expect(matrix.getByRole('columnheader', { name: 'left' })).toBeVisible();
    for (const size of [
      { width: 1280, height: 800 },
      { width: 900, height: 600 },
    ]) {
      await page.setViewportSize(size);
      const name = `coverage, ${scheme}, ${size.width}`;
      await info.attach(name, { body: await page.screenshot(), contentType: 'image/png' });
      expect.soft(await seriousFaults(page), `${size.width}`).toEqual([]);
    }

    await counts.getByRole('link', { name: 'preOA' }).click();
    await expect(window.main).toContainText('None of the participants here has a recording');
    await expect.poll(() => window.place()).toContain('group=.preOA');
    await page.goBack();
    await slow.click();
    await expect(window.trail).toContainText('pass 1, slow');
    await expect(page.getByRole('grid', { name: 'Observations' })).toBeVisible();

    // What failed of its channels, along time: of the recording's five stretches one has no end.
    await page
      .getByRole('navigation', { name: 'Parts of this page' })
      .getByRole('link', { name: /^Quality/ })
      .click();
    const chart = page.getByRole('region', { name: 'quality intervals along time' });
    const found = chart.getByRole('figure', { name: 'In the recording' });
    await expect(found.locator('rect')).toHaveCount(5);
    await expect(found.getByText('signal dropout, from 9 s, end not recorded')).toBeAttached();
    await expect(found.getByText('60 s')).toBeVisible();
    await info.attach(`intervals, ${scheme}`, { body: await page.screenshot(), contentType: 'image/png' });
    expect.soft(await seriousFaults(page), 'intervals').toEqual([]);

    // RMS and consensus at 10 s, onset at 10.25, frequency at 9.875.
    await page
      .getByRole('navigation', { name: 'Parts of this page' })
      .getByRole('link', { name: /^Synch/ })
      .click();
    const methods = page.getByRole('region', { name: 'Methods of synchronisations' });
    await expect(methods.getByRole('figure')).toContainText('0.375 s apart');
    await expect(methods.locator('circle')).toHaveCount(4);
    await info.attach(`methods, ${scheme}`, { body: await page.screenshot(), contentType: 'image/png' });
    expect.soft(await seriousFaults(page), 'methods').toEqual([]);
    await page.goBack();
    await page.goBack();
    await page.goBack();
    await matrix.getByRole('link', { name: 'AOA 1011' }).click();
    await expect(new Grid(page, 'Recordings').rows).toHaveCount(4);
  });
}

test('heads of columns and rows stay in sight in a study of many', async ({ start, postgres, hostKind }, info) => {
  const { page } = await start();
  await page.setViewportSize({ width: 900, height: 600 });
  const window = await openKnees(page, { server: postgres, hostKind, name: 'coverage_many', further: 40 }, info);
  await window.tab('Coverage').click();
  const matrix = page.getByRole('table', { name: 'Coverage by participant' });
  const last = matrix.getByRole('link', { name: 'AOA 2040' });
  await last.scrollIntoViewIfNeeded();
  await expect(matrix.getByRole('rowheader', { name: 'Speed' })).toBeInViewport();
  await expect(matrix.getByRole('columnheader', { name: 'slow' }).first()).toBeInViewport();
  await last.hover();
  await page.mouse.wheel(1000, 0);
  await expect(matrix.getByRole('columnheader', { name: 'slow' }).first()).not.toBeInViewport();
  await expect(last).toBeInViewport();
  await info.attach('a study of many', { body: await page.screenshot(), contentType: 'image/png' });
  expect.soft(await seriousFaults(page), 'a study of many').toEqual([]);
});

test('every movement cycle is a dot beside those of the other knee, tells of itself and leads to its recording', async ({
  start,
  postgres,
  hostKind,
}, info) => {
  const { page } = await start();
  const window = await openKnees(page, { server: postgres, hostKind, name: 'coverage_dots' }, info);
  await window.tab('Coverage').click();
  const strips = page.getByRole('region', { name: 'Duration of movement cycles' });
  const walk = strips.getByRole('slider', { name: 'Duration, left walk' });

  // 1, 1.25, 1.5, 0.5 and 1 s, of which the third failed; nothing of the right knee.
  await expect(walk).toHaveAttribute('aria-valuetext', '5 movement cycles, median 1 s');
  await expect(strips.getByRole('list', { name: 'Dots' })).toContainText('audio failed, 1');
  await expect(strips.getByRole('slider', { name: /right/ })).toHaveCount(0);
  const longest = 'AOA 1011 · left walk · pass 1, slow · movement cycle 2 from 2.25 s · 1.5 s · audio failed · outlier';
  await walk.focus();
  await page.keyboard.press('End');
  await expect(walk).toHaveAttribute('aria-valuetext', longest);
  await page.keyboard.press('Enter');
  await expect(window.trail).toContainText('pass 1, slow');
  await page.goBack();

  // From 0.46 to 1.54 s across: 1.5 s lies near the end.
  await walk.scrollIntoViewIfNeeded();
  const box = (await walk.boundingBox())!;
  const at = [box.x + (box.width * (1.5 - 0.46)) / (1.54 - 0.46), box.y + box.height / 2] as const;
  await page.mouse.move(...at);
  await expect(strips.getByText(longest)).toBeVisible();
  await info.attach('strips of dots', { body: await page.screenshot(), contentType: 'image/png' });
  expect.soft(await seriousFaults(page), 'strips').toEqual([]);
  await page.mouse.click(...at);
  await expect(window.trail).toContainText('pass 1, slow');
  await page.goBack();

  // A superseded one of 99 s comes when it is asked for.
  await page.getByRole('button', { name: 'superseded rows hidden' }).click();
  await expect(walk).toHaveAttribute('aria-valuetext', '6 movement cycles, median 1.125 s');
  await walk.focus();
  await page.keyboard.press('End');
  await expect(walk).toHaveAttribute('aria-valuetext', /movement cycle 9 from 9 s · 99 s/);
});
