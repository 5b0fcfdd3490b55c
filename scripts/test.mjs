import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './steps/browser.mjs';
import { ensureBuilt } from './steps/build.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { playwrightResults, vitestResults } from './steps/results.mjs';
import { root, run } from './steps/run.mjs';

/** `npm test`: the whole truth. Every part runs even when an earlier one fails; the last line counts them all. */
ensurePackages();
const results = [];
// Tests start hundreds of processes from the sources: compiled once, each takes half as long to start.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/compiled');

for (const project of ['src-shared', 'src-main', 'src-renderer', '.'])
  check(`types of ${project}`, 'tsc', ['-p', project]);
check('lint, format and layers', 'biome', ['check', '--error-on-warnings']);
counted('unit and integration tests', vitestResults, 'vitest', [
  'run',
  // As with journeys: a test that needs it is named at the end, a bug to be found.
  '--retry=1',
  '--reporter=default',
  '--reporter=json',
  '--outputFile.json=test-results/unit.json',
]);
ensureBuilt();
const browser = await ensureBrowser();
if (browser === undefined) {
  console.error('No Chromium could be found or installed; set CHROMIUM_PATH to one');
  results.push({ part: 'end-to-end tests', passed: 0, failed: 1 });
} else {
  const env = { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: 'test-results/e2e.json' };
  counted('end-to-end tests', playwrightResults, 'playwright', ['test', '--reporter=list,json'], env);
}

// Once more at the end: what a machine keeps of a long output is often only that.
const all = (key) => results.flatMap((result) => result[key] ?? []);
for (const name of all('flaky')) console.log(`\nPassed only when run again, find out why: ${name}`);
for (const name of all('failures')) console.log(`\nFailed: ${name}`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log('');
for (const { part, passed, failed } of results) console.log(`${part}: ${passed} passed, ${failed} failed`);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;

function check(part, program, parameters) {
  console.log(`\n— ${part}`);
  const ok = run(program, parameters) === 0;
  results.push({ part, passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
}

/** A runner that writes its results to a file; a crash of the runner itself counts as a failure. */
function counted(part, read, program, parameters, env = {}) {
  console.log(`\n— ${part}`);
  rmSync(join(root, 'test-results'), { recursive: true, force: true });
  const ok = run(program, parameters, { env }) === 0;
  const told = read();
  results.push({ part, ...told, failed: ok ? told.failed : Math.max(1, told.failed) });
}
