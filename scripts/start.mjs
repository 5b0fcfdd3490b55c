import { join } from 'node:path';
import { ensureBuilt } from './steps/build.mjs';
import { ensureElectron } from './steps/electron.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { programs, root, runForeground } from './steps/run.mjs';

/** `npm start [DB]`: installs what is missing, builds what is stale, opens Starling. */
ensurePackages();
ensureBuilt();
ensureElectron();
process.exitCode = await runForeground(join(programs, 'node'), [
  join(root, 'out/main/cli.js'),
  'open',
  ...process.argv.slice(2),
]);
