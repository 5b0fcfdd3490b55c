import { spawn, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the installed programs are; first on the PATH, so that `node` is the one that the project pins. */
export const programs = join(root, 'node_modules', '.bin');

/** The environment of everything we start. */
export function environment(more = {}) {
  return { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}`, ...more };
}

/** Runs a program in the project's folder with its output shown; its exit code (1 when it could not be started or was too slow). */
export function run(program, parameters, { env = {}, timeout, stdio = 'inherit' } = {}) {
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(program, parameters, { cwd: root, env: environment(env), stdio, timeout, shell });
  if (error && stdio === 'inherit') console.error(`${program}: ${error.message}`);
  return status ?? 1;
}

/** Runs a program whose failure ends everything, with a sentence that says what to do. */
export function must(sentence, program, parameters, options) {
  if (run(program, parameters, options) === 0) return;
  console.error(sentence);
  process.exit(1);
}

/** Runs a program that lives as long as a person wants, passing signals on; resolves with its exit code. */
export function runForeground(program, parameters) {
  const child = spawn(program, parameters, {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: environment(),
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
