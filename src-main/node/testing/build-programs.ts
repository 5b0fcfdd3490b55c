import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { openDesk } from '../../database/testing/desk.ts';

/** The programs that tests start as processes: paths of what was built of the sources as they are. */
export interface Programs {
  /** The command line. */
  readonly cli: string;
  /** Serves one database. */
  readonly databaseEntry: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the desk that gives out {@link Programs}; the first request builds them. */
    programs: string;
  }
}

const root = join(import.meta.dirname, '../../..');

/** vitest's global setup: programs built once per run, when the first test asks. From the sources each takes thrice as long to start. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Two folders below the root, as `out/main` is: the programs look for the page from where they are.
  const folder = join(root, 'test-results', `programs-${process.pid}`);
  let built: Promise<Programs> | undefined;
  const desk = await openDesk(() => {
    built ??= buildInto(folder);
    return built;
  });
  project.provide('programs', desk.address);
  return async () => {
    desk.close();
    await rm(folder, { recursive: true, force: true });
  };
}

async function buildInto(folder: string): Promise<Programs> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node24',
      outDir: folder,
      rolldownOptions: {
        input: { cli: 'src-main/node/cli.ts', 'node-database': 'src-main/node/database-entry.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return { cli: join(folder, 'cli.js'), databaseEntry: join(folder, 'node-database.js') };
}
