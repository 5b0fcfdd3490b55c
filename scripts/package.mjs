import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage } from './check-package.mjs';
import { ensureBuilt } from './steps/build.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { must, root } from './steps/run.mjs';

/** `npm run package [-- electron-builder's options]`: builds, packages for this system, reads what came out. */
ensurePackages();
ensureBuilt();
must('Starling could not be packaged', 'electron-builder', process.argv.slice(2));
const dist = join(root, 'dist');
const faults = [];
for (const name of readdirSync(dist).filter((each) => /-unpacked$|^mac/.test(each)))
  for (const fault of await checkPackage(join(dist, name))) faults.push(`${name}: ${fault}`);
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? 'The package holds what it should' : `The package has ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
