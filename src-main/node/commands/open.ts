import { resolve } from 'node:path';
import type { Host } from '../../app/host.ts';
import { electronBinary, showInBrowser, startDesktop } from '../desktop.ts';
import { writeLine } from '../output.ts';
import { startServing } from './serve.ts';

interface Options {
  readonly pageFolder: string;
  readonly applicationFolder: string;
  readonly database?: string | undefined;
}

/** `starling open [DB]`: the desktop application where there is one, else the same application in a browser. */
export async function openApplication(host: Host, { pageFolder, applicationFolder, database }: Options): Promise<void> {
  const binary = electronBinary();
  const isFile = database === undefined || !/^postgres(ql)?:\/\//.test(database);
  if (binary !== undefined && isFile) {
    process.exitCode = await startDesktop(binary, applicationFolder, database === undefined ? [] : [resolve(database)]);
    return;
  }
  const { address } = await startServing(host, { pageFolder, port: 0, database });
  writeLine(`No Electron binary here: Starling runs in the browser at ${address}`);
  if (!(await showInBrowser(address)))
    writeLine('There is no display here; open the address above, for example through an SSH tunnel');
}
