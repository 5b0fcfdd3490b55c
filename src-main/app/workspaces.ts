import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import type { KeptWorkspace, WorkspaceInfo, WorkspaceList } from '#shared/contract/workspaces.ts';
import { asFailure, Failure } from '#shared/model/failure.ts';
import { readWorkspace, type Workspace } from '#shared/model/workspace.ts';
import {
  isWorkspaceFileName,
  largestWorkspace,
  workspaceExtension,
  workspaceText,
} from '#shared/model/workspace-text.ts';
import { databaseId } from './database-id.ts';
import { fileSlug } from './file-slug.ts';
import { type Grants, notReadable } from './grants.ts';
import type { Host } from './host.ts';
import { type JsonFile, jsonFile, writeWhole } from './json-file.ts';

/** How many files that lie elsewhere are remembered. */
const most = 100;

interface Parts {
  readonly host: Pick<Host, 'dataFolder' | 'roots' | 'savePlace'>;
  readonly grants: Grants;
}

/**
 * Workspaces, one file each: in the folder `workspaces` of the application's data, which is read whenever it is asked for,
 * or elsewhere, which is remembered beside it.
 */
export class Workspaces {
  readonly #folder: string;
  readonly #elsewhere: JsonFile<string[]>;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#folder = join(parts.host.dataFolder, 'workspaces');
    this.#elsewhere = jsonFile<string[]>(join(parts.host.dataFolder, 'workspaces.json'), z.array(z.string()), []);
  }

  async list(): Promise<WorkspaceList> {
    const infos = await this.#infos();
    const read = await Promise.all(
      infos.map(async (info) => {
        try {
          const { workspace } = await this.#read(info);
          const { mtime } = await stat(info.path);
          const { title, series, sources } = workspace;
          const labels = sources.map(({ label }) => label);
          return { ...info, title, series: series.length, sources: labels, changed: mtime.toISOString() };
        } catch (thrown) {
          return { ...info, message: asFailure(thrown).message };
        }
      }),
    );
    const workspaces = read.filter((each) => 'title' in each);
    workspaces.sort((a, b) => a.title.localeCompare(b.title, 'en', { numeric: true }));
    return { workspaces, unreadable: read.filter((each) => 'message' in each) };
  }

  async get(id: string): Promise<KeptWorkspace> {
    return this.#read(await this.#find(id));
  }

  async create(workspace: Workspace): Promise<KeptWorkspace> {
    await this.#assertGranted(workspace, undefined);
    return this.#keep(workspace);
  }

  async save(id: string, workspace: Workspace): Promise<KeptWorkspace> {
    const info = await this.#find(id);
    // A damaged file has named nothing.
    const before = await this.#read(info).catch(() => undefined);
    await this.#assertGranted(workspace, before?.workspace);
    await writeWhole(info.path, workspaceText(workspace));
    return { ...info, workspace };
  }

  async remove(id: string): Promise<void> {
    const { own, path } = await this.#find(id);
    if (own) await rm(path, { force: true });
    else await this.#elsewhere.change((paths) => paths.filter((each) => each !== path));
  }

  async open(path: string): Promise<KeptWorkspace> {
    return this.#read(await this.add(path));
  }

  /** Remembers a file, whether it can be read or not: its place says why it cannot. */
  async add(path: string): Promise<WorkspaceInfo> {
    await this.#parts.grants.check(path);
    const whole = resolve(path);
    const known = (await this.#infos()).find((info) => info.path === whole);
    if (known?.own !== true) {
      await this.#elsewhere.change((paths) => [whole, ...paths.filter((each) => each !== whole)].slice(0, most));
    }
    return known ?? infoOf(whole, false);
  }

  /** The name says in a failure which file it is. Where what may be opened is granted file by file, files have paths. */
  async take(text: string, name: string): Promise<KeptWorkspace> {
    if (this.#parts.host.roots === null) throw new Failure('NOT_ALLOWED', 'Open the file of the workspace instead');
    return this.#keep(readWorkspace(text, name));
  }

  async saveAs(id: string): Promise<KeptWorkspace | null> {
    const { workspace } = await this.get(id);
    const { host } = this.#parts;
    if (host.savePlace === undefined) throw new Failure('NOT_ALLOWED', 'Fetch the file of the workspace instead');
    const filter = { name: 'Starling workspace', extension: workspaceExtension.slice(1) };
    const chosen = await host.savePlace(`${workspace.title}${workspaceExtension}`, filter);
    if (chosen === null) return null;
    const path = isWorkspaceFileName(chosen) ? chosen : `${chosen}${workspaceExtension}`;
    await writeWhole(path, workspaceText(workspace));
    this.#parts.grants.add(path);
    return this.open(path);
  }

  /** What the files of Starling's own folder name was opened by a person before, or it would not stand there. */
  async grantOwn(): Promise<void> {
    for (const info of await this.#infos()) {
      if (!info.own) continue;
      const kept = await this.#read(info).catch(() => undefined);
      for (const { source } of kept?.workspace.sources ?? []) {
        if (source.kind !== 'postgres') this.#parts.grants.add(source.path);
      }
    }
  }

  async #keep(workspace: Workspace): Promise<KeptWorkspace> {
    await mkdir(this.#folder, { recursive: true });
    const taken = new Set((await readdir(this.#folder)).map((name) => name.toLowerCase()));
    const word = fileSlug(workspace.title) || 'workspace';
    let name = `${word}${workspaceExtension}`;
    for (let number = 2; taken.has(name); number += 1) name = `${word}-${number}${workspaceExtension}`;
    const info = infoOf(join(this.#folder, name), true);
    await writeWhole(info.path, workspaceText(workspace));
    return { ...info, workspace };
  }

  async #read(info: WorkspaceInfo): Promise<KeptWorkspace> {
    const name = basename(info.path);
    const found = await stat(info.path).catch((thrown: NodeJS.ErrnoException) => {
      throw notReadable(info.path, thrown);
    });
    if (found.size > largestWorkspace) throw new Failure('BAD_INPUT', `${name} is larger than any workspace`);
    const text = await readFile(info.path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      throw notReadable(info.path, thrown);
    });
    return { ...info, workspace: readWorkspace(text, name) };
  }

  async #infos(): Promise<readonly WorkspaceInfo[]> {
    const names = (await readdir(this.#folder).catch(nothingYet)).filter(isWorkspaceFileName).sort();
    const own = names.map((name) => infoOf(join(this.#folder, name), true));
    const paths = await this.#elsewhere.read();
    return [...own, ...paths.map((path) => infoOf(path, false))];
  }

  async #find(id: string): Promise<WorkspaceInfo> {
    const found = (await this.#infos()).find((info) => info.id === id);
    if (found === undefined) {
      throw new Failure('NOT_FOUND', 'Starling does not know this workspace any more; open its file again');
    }
    return found;
  }

  /** A window may not widen by a workspace what may be opened. */
  async #assertGranted({ sources }: Workspace, before: Workspace | undefined): Promise<void> {
    const known = new Set(before?.sources.map(({ source }) => (source.kind === 'postgres' ? '' : source.path)));
    for (const { source } of sources) {
      if (source.kind !== 'postgres' && !known.has(source.path)) await this.#parts.grants.check(source.path);
    }
  }
}

function infoOf(path: string, own: boolean): WorkspaceInfo {
  const label = basename(path).slice(0, -workspaceExtension.length);
  return { id: databaseId({ kind: 'file', path }, label), path, own };
}

function nothingYet(thrown: NodeJS.ErrnoException): readonly string[] {
  if (thrown.code === 'ENOENT') return [];
  throw thrown;
}
