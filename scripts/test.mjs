import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './steps/browser.mjs';
import { ensureBuilt } from './steps/build.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { root, run } from './steps/run.mjs';

/** `npm test`: the whole truth. Every part runs even when an earlier one fails; the last line counts them all. */
ensurePackages();
const results = [];
// Tests start hundreds of processes from the sources: compiled once, each takes half as long to start.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/compiled');

for (const project of ['src-shared', 'src-main', 'src-renderer', '.'])
  check(`types of ${project}`, 'tsc', ['-p', project]);
check('lint, format and layers', 'biome', ['check', '--error-on-warnings']);
counted('unit and integration tests', countVitest, 'vitest', [
  'run',
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
  counted('end-to-end tests', countPlaywright, 'playwright', ['test', '--reporter=list,json'], env);
}

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

/** A runner that writes its counts to a file; a crash of the runner itself counts as a failure. */
function counted(part, count, program, parameters, env = {}) {
  console.log(`\n— ${part}`);
  rmSync(join(root, 'test-results'), { recursive: true, force: true });
  const ok = run(program, parameters, { env }) === 0;
  const { passed, failed } = count();
  results.push({ part, passed, failed: ok ? failed : Math.max(1, failed) });
}

function countVitest() {
  const { numPassedTests = 0, numFailedTests = 0 } = read('unit.json');
  return { passed: numPassedTests, failed: numFailedTests };
}

/** A journey that passed only when it was run again is named: that is a bug, in it or in what it goes through. */
function countPlaywright() {
  const { stats = {}, suites = [] } = read('e2e.json');
  const { expected = 0, unexpected = 0, flaky = 0 } = stats;
  for (const name of suites.flatMap(flakyOf)) console.error(`Passed only when run again, find out why: ${name}`);
  return { passed: expected + flaky, failed: unexpected };
}

function flakyOf({ title, specs = [], suites = [] }) {
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'flaky')
      .map(({ projectName }) => `[${projectName}] ${title} › ${spec.title}`),
  );
  return [...own, ...suites.flatMap(flakyOf)];
}

function read(name) {
  try {
    return JSON.parse(readFileSync(join(root, 'test-results', name), 'utf8'));
  } catch (thrown) {
    console.error(`No result of this part: ${thrown.message}`);
    return {};
  }
}
