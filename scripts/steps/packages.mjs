import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, programs, root, run } from './run.mjs';

/** Installs the npm packages when they are missing or the lock file has changed since. */
export function ensurePackages() {
  const stamp = join(root, 'node_modules', '.installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const isThere = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (!isThere) {
    console.log('Installing packages…');
    const quietly = ['--no-audit', '--no-fund'];
    // A registry that lacks other platforms' packages makes `ci` refuse a lock file that is right for this one.
    if (run('npm', ['ci', ...quietly]) !== 0) {
      const sentence = 'The packages could not be installed; is there a connection to the npm registry?';
      must(sentence, 'npm', ['install', '--no-save', ...quietly]);
    }
  }
  ensureNode();
  writeFileSync(stamp, wanted);
}

/** The pinned Node comes by an install script, which some npm configurations do not run. */
function ensureNode() {
  const node = join(programs, process.platform === 'win32' ? 'node.cmd' : 'node');
  if (run(node, ['--version'], { stdio: 'ignore' }) === 0) return;
  must('The Node that Starling needs could not be installed', process.execPath, [
    'node_modules/node/installArchSpecificPackage.js',
  ]);
}
