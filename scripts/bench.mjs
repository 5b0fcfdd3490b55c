import { ensureBuilt } from './steps/build.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { run } from './steps/run.mjs';

/** `npm run bench`: product beside floor in one run. */
ensurePackages();
ensureBuilt();
process.exitCode = run('node', ['bench/index.ts', ...process.argv.slice(2)]);
