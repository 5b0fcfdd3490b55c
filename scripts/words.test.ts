import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { actions } from '#shared/actions.ts';

const readme = readFileSync('README.md', 'utf8');

it('names folders in the README that are there', () => {
  const folders = [...readme.matchAll(/^\| `([^`]+)`/gm)].map(([, folder]) => folder ?? '');
  expect(folders.length).toBeGreaterThan(8);
  expect(folders.filter((folder) => !existsSync(folder))).toEqual([]);
});

it('names the commands in the README that the command line has', async () => {
  const named = [...readme.matchAll(/^starling ([\w-]+)/gm)].map(([, command]) => command);
  const { stdout } = await promisify(execFile)(process.execPath, ['src-main/node/cli.ts', '--help']);
  const known = [...stdout.matchAll(/^ {2}([a-z][\w-]*) [^\n]/gm)].map(([, command]) => command);
  expect(named.toSorted()).toEqual(known.filter((command) => command !== 'help').toSorted());
});

it('imports electron in the desktop host only', () => {
  const sources = globSync('src-{main,renderer,shared}/**/*.{ts,tsx}');
  const importers = sources.filter((path) => /from 'electron(\/\w+)?'/.test(readFileSync(path, 'utf8')));
  expect(importers.length).toBeGreaterThan(0);
  expect(importers.filter((path) => !path.startsWith('src-main/electron/'))).toEqual([]);
});

it('gives every action a shortcut of its own', () => {
  const shortcuts = actions.flatMap(({ shortcut }) => (shortcut === null ? [] : [shortcut]));
  expect(new Set(shortcuts).size).toBe(shortcuts.length);
});
