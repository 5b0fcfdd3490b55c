import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './run.mjs';

/**
 * What a runner wrote about its tests: how many passed and failed, and each that failed or passed only when it was
 * run again, with its file and the beginning of what it said.
 * @typedef {{ passed: number, failed: number, failures: string[], flaky: string[] }} Results
 */

/** @returns {Results} what vitest's JSON reporter wrote; what failed is kept of a test that passed when it was run again */
export function vitestResults() {
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = read('unit.json');
  const files = testResults.map(({ name, ...result }) => ({ file: relative(root, name), ...result }));
  const having = (status) =>
    files.flatMap(({ file, assertionResults }) =>
      assertionResults
        .filter((test) => test.status === status && test.failureMessages.length > 0)
        .map((test) => named(`${file} › ${test.fullName}`, test.failureMessages)),
    );
  const broken = files.filter(({ status, message }) => status === 'failed' && message !== '');
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    failures: [...broken.map(({ file, message }) => named(file, [message])), ...having('failed')],
    flaky: having('passed'),
  };
}

/** @returns {Results} what Playwright's JSON reporter wrote; one that passed when it was run again counts as passed */
export function playwrightResults() {
  const { stats = {}, suites = [], errors = [] } = read('e2e.json');
  const { expected = 0, unexpected = 0, flaky = 0 } = stats;
  const tests = suites.flatMap((suite) => testsOf(suite, []));
  const having = (status) =>
    tests.filter((test) => test.status === status).map((test) => named(test.name, test.errors));
  return {
    passed: expected + flaky,
    failed: unexpected,
    failures: [...having('unexpected'), ...errors.map(({ message }) => named('end-to-end tests', [message]))],
    flaky: having('flaky'),
  };
}

function testsOf({ title, specs = [], suites = [] }, above) {
  const path = [...above, title];
  const own = specs.flatMap((spec) =>
    spec.tests.map(({ status, projectName, results }) => ({
      status,
      name: [`[${projectName}] ${path[0]}`, ...path.slice(1), spec.title].join(' › '),
      errors: results.flatMap(({ errors }) => errors.map(({ message }) => message)),
    })),
  );
  return [...own, ...suites.flatMap((suite) => testsOf(suite, path))];
}

const shownLines = 12;

function named(name, messages) {
  const lines = (messages[0] ?? '').split('\n').slice(0, shownLines);
  return [name, ...lines.map((line) => `    ${line}`)].join('\n');
}

function read(name) {
  try {
    return JSON.parse(readFileSync(join(root, 'test-results', name), 'utf8'));
  } catch (thrown) {
    console.error(`No result of this part: ${thrown.message}`);
    return {};
  }
}
