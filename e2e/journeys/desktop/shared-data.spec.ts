import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../hosts/places.ts';
import { expect, test } from '../../hosts/test.ts';
import { StarlingWindow } from '../../pages/window.ts';

const data = join(root, '../shared/data');
const kinds = /\.(duckdb|ddb|db|sqlite3?|pridb|tradb|parquet|csv)$/;
const enough = 5_000_000;

if (!existsSync(data)) console.log(`files that others made: not run, ${data} is not here`);

for (const area of existsSync(data) ? ['tracking', 'factorio', 'generic', 'occupancy', 'runs', 'torture'] : []) {
  test(`every file of ${area} ends in its place or in a sentence`, async ({ startDesktop, folder }) => {
    test.setTimeout(600_000);
    const host = await startDesktop();
    const window = new StarlingWindow(host.page);
    await expect(window.button('Open the sample')).toBeVisible();
    for (const [number, file] of sample(join(data, area)).entries()) {
      const path = join(folder, `${number} ${basename(file)}`);
      copyFileSync(file, path);
      expect(await host.openFileEvent(path)).toBe(true);
      await expect(window.crumb(basename(path))).toBeVisible();
      await expect(window.failure.or(window.tab('Tables')).first(), basename(path)).toBeVisible({ timeout: 30_000 });
      if (await window.failure.first().isVisible())
        expect
          .soft(await window.failure.first().textContent(), basename(path))
          .not.toMatch(/inside Starling|undefined/);
      await window.press('Mod+Shift+W');
    }
    await expect(window.button('Open the sample')).toBeVisible();
    await expect.poll(() => host.databaseProcesses()).toEqual([]);
  });
}

/** At most forty files of an area, of every folder some, none too large for a test. */
function sample(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => kinds.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).size < enough)
    .toSorted();
  const step = Math.ceil(files.length / 40);
  return files.filter((_, at) => at % step === 0);
}
