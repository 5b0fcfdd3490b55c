#!/usr/bin/env node
import { join } from 'node:path';
import { ensureBuilt } from './steps/build.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { programs, root, runForeground } from './steps/run.mjs';

/** `npm run --silent starling -- …`: the command line, built if stale. What setting up prints goes to stderr. */
console.log = console.error;
ensurePackages();
ensureBuilt();
process.exitCode = await runForeground(join(programs, 'node'), [
  join(root, 'out/main/cli.js'),
  ...process.argv.slice(2),
]);
