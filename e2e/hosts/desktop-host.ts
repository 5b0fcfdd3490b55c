import { spawn } from 'node:child_process';
import { once as happens } from 'node:events';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { DesktopHost, StartOptions } from './host.ts';
import { once } from './once.ts';
import { desktopExecutable, root, shellPath } from './places.ts';

interface Surroundings {
  readonly data: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** What the main process writes down for the test. */
interface Recorded {
  openDialogs: Record<string, unknown>[];
  openedLinks: string[];
  chosen: readonly string[];
}
declare global {
  var recorded: Recorded;
}

/** Starts the built application on real Electron, or on the executable that stands in for it: the same calls. */
export async function startDesktopHost(
  kind: 'stand-in' | 'electron',
  options: StartOptions,
  { data, environment }: Surroundings,
): Promise<DesktopHost> {
  const executablePath = desktopExecutable(kind);
  if (executablePath === undefined) throw new Error('There is no Electron binary here');
  const early = options.early === undefined ? {} : { STAND_IN_OPEN_FILES: JSON.stringify(options.early) };
  const env = definedOnly({ ...environment, ...early, CHROMIUM_PATH: shellPath() });
  const parameters = [root, ...(options.files ?? [])];
  const application = await _electron.launch({ executablePath, args: parameters, env, cwd: root, timeout: 30_000 });
  const running = application.process();
  const ended = happens(running, 'exit');
  let errors = '';
  running.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const page = await showing(application).catch((thrown: unknown) => {
    throw new Error(`Starling did not show its window; it wrote:\n${errors}`, { cause: thrown });
  });
  return {
    kind,
    page,
    data,
    pid: running.pid ?? 0,
    errors: () => errors,
    evaluate: (run, argument) => application.evaluate(run as never, argument),
    ...answersOf(application),
    databaseProcesses: () =>
      application.evaluate(({ app }) =>
        app
          .getAppMetrics()
          .filter(({ serviceName, name }) => (serviceName ?? name ?? '').startsWith('Starling:'))
          .map(({ pid }) => pid),
      ),
    startAgain: (files) => startAgain(executablePath, [root, ...files], env),
    quit: once(async () => {
      await application.close();
      await ended;
    }),
  };
}

/** The window's page, once it is ours; at first it is empty. */
async function showing(application: ElectronApplication): Promise<Page> {
  await record(application);
  const page = await application.firstWindow();
  await page.waitForURL(/index\.html/);
  return page;
}

/** Nobody sits at a test's dialogs, and nothing may open outside. */
async function record(application: ElectronApplication): Promise<void> {
  await application.evaluate(({ dialog, shell }) => {
    globalThis.recorded = { openDialogs: [], openedLinks: [], chosen: [] };
    const { recorded } = globalThis;
    dialog.showOpenDialog = async (...parameters: unknown[]) => {
      recorded.openDialogs.push(parameters.at(-1) as Record<string, unknown>);
      return { canceled: recorded.chosen.length === 0, filePaths: [...recorded.chosen] };
    };
    shell.openExternal = async (address: string) => {
      recorded.openedLinks.push(address);
    };
  });
}

function answersOf(application: ElectronApplication) {
  return {
    answerOpenDialog: (paths: readonly string[]) =>
      application.evaluate((_electron, chosen) => {
        globalThis.recorded.chosen = chosen;
      }, paths),
    openDialogs: () => application.evaluate(() => globalThis.recorded.openDialogs),
    openedLinks: () => application.evaluate(() => globalThis.recorded.openedLinks),
    openFileEvent: (path: string) =>
      application.evaluate(({ app }, file) => {
        let taken = false;
        const event = {
          preventDefault() {
            taken = true;
          },
        };
        app.emit('open-file', event, file);
        return taken;
      }, path),
    clickMenu: (id: string) =>
      application.evaluate(({ Menu, BrowserWindow }, wanted) => {
        const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
        if (!item) throw new Error(`The menu has no item ${wanted}`);
        const [window] = BrowserWindow.getAllWindows();
        item.click(undefined, window, window?.webContents);
      }, id),
  };
}

async function startAgain(program: string, parameters: string[], env: Record<string, string>): Promise<number | null> {
  const second = spawn(program, ['--no-sandbox', ...parameters], { env, cwd: root, stdio: 'ignore' });
  await happens(second, 'exit');
  return second.exitCode;
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
