import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LensFileList } from '#shared/contract/lens-files.ts';
import { asFailure } from '#shared/model/failure.ts';
import { type LensFile, readLensFile } from '#shared/model/lens-file.ts';
import { drawnLensPrefix, isLensFileName, lensFileExtension, lensFileText } from '#shared/model/lens-file-text.ts';
import { idSlug } from './file-slug.ts';
import { writeWhole } from './json-file.ts';

/**
 * Lenses that people drew, one file each in the folder `lenses` of the application's data. The folder is read whenever it
 * is asked for, so files may be put there by hand.
 */
export class LensFiles {
  readonly #folder: string;
  /** For one command: seen by every database, and never written. */
  readonly #lent: LensFile[] = [];
  readonly #names = new Map<string, string>();
  readonly #onChange: (lenses: readonly LensFile[]) => void;

  constructor(dataFolder: string, onChange: (lenses: readonly LensFile[]) => void) {
    this.#folder = join(dataFolder, 'lenses');
    this.#onChange = onChange;
  }

  async list(): Promise<LensFileList> {
    const found = (await readdir(this.#folder).catch(nothingYet)).filter(isLensFileName).sort();
    const read = await Promise.all(found.map((name) => this.#read(name)));
    this.#names.clear();
    // The id of a lens is its file's name, whatever the file says: copies stay apart.
    const kept = read.flatMap((each) => {
      if (!('lens' in each)) return [];
      const id = freeId(each.name.slice(0, -lensFileExtension.length), this.#names);
      this.#names.set(id, each.name);
      return [{ ...each.lens, id }];
    });
    const lenses = [...this.#lent, ...kept].toSorted((a, b) => a.title.localeCompare(b.title, 'en', { numeric: true }));
    return { lenses, unreadable: read.filter((each) => 'message' in each) };
  }

  async lenses(): Promise<readonly LensFile[]> {
    return (await this.list()).lenses;
  }

  /** Keeps a lens. Not to be replaced, it gets an id of its own, unless the very same lens is there already. */
  async save(lens: LensFile, replace: boolean): Promise<LensFile> {
    const { lenses } = await this.list();
    const same = lenses.find((each) => lensFileText({ ...each, id: lens.id }) === lensFileText(lens));
    if (same !== undefined && !this.#lent.includes(same)) return same;
    const id = replace && this.#names.has(lens.id) ? lens.id : freeId(lens.title, this.#names);
    const kept = { ...lens, id };
    await writeWhole(join(this.#folder, this.#names.get(id) ?? `${id}${lensFileExtension}`), lensFileText(kept));
    await this.#changed();
    return kept;
  }

  async remove(id: string): Promise<void> {
    await this.list();
    const name = this.#names.get(id);
    if (name !== undefined) await rm(join(this.#folder, name), { force: true });
    await this.#changed();
  }

  /** Lends a lens to the databases that will be opened, and writes nothing. */
  lend(lens: LensFile): LensFile {
    const lent = { ...lens, id: `${drawnLensPrefix}lent-${this.#lent.length + 1}` };
    this.#lent.push(lent);
    return lent;
  }

  async #read(name: string): Promise<Read> {
    try {
      return { name, lens: readLensFile(await readFile(join(this.#folder, name), 'utf8'), name) };
    } catch (thrown) {
      return { name, message: asFailure(thrown).message };
    }
  }

  async #changed(): Promise<void> {
    this.#onChange(await this.lenses());
  }
}

type Read = { readonly name: string; readonly lens: LensFile } | { readonly name: string; readonly message: string };

function freeId(title: string, taken: ReadonlyMap<string, string>): string {
  const word = idSlug(title) || 'lens';
  const id = word.startsWith(drawnLensPrefix) ? word : `${drawnLensPrefix}${word}`;
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}-${number}`)) number += 1;
  return `${id}-${number}`;
}

function nothingYet(thrown: NodeJS.ErrnoException): readonly string[] {
  if (thrown.code === 'ENOENT') return [];
  throw thrown;
}
