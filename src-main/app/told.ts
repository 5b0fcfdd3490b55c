import type { OpenAnswer } from '#shared/contract/lifecycle.ts';
import type { LeavingOut } from '#shared/model/left-out.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import { drawnLensPrefix } from '#shared/model/lens-file-text.ts';
import type { OpenOptions } from '#shared/model/source.ts';
import type { DatabaseProcess } from './database-process.ts';
import type { OpenParts, Writing } from './open-parts.ts';
import { preparedFolder } from './prepared.ts';

/** What a person has chosen to see of a database. */
export interface View {
  readonly lens?: string;
  /** Whether rows that newer ones replaced are shown. */
  readonly replacedShown?: boolean;
}

/** What every process that reads one database is told at its beginning, as it is by then. */
export class Told {
  options: OpenOptions = {};
  readonly #parts: OpenParts;
  #view: View = {};
  #leavingOut: LeavingOut | undefined;

  constructor(parts: OpenParts) {
    this.#parts = parts;
  }

  see(view: View): void {
    this.#view = { ...this.#view, ...view };
  }

  leaveOut(leavingOut: LeavingOut): void {
    this.#leavingOut = leavingOut;
  }

  /** A lens that somebody drew may be gone. */
  takeLenses(lenses: readonly LensFile[]): void {
    const { lens, ...view } = this.#view;
    if (lens?.startsWith(drawnLensPrefix) && !lenses.some(({ id }) => id === lens)) this.#view = view;
  }

  async open(process: DatabaseProcess, scratch: string, writing: Writing | undefined): Promise<OpenAnswer> {
    const { id, host, target, lenses, leavingOut, timeZone } = this.#parts;
    const zone = this.options.timeZone ?? (await timeZone());
    const input = {
      target: await target(),
      options: zone === undefined ? this.options : { ...this.options, timeZone: zone },
      scratch,
      pyramids: preparedFolder(host.cacheFolder),
      lenses: [...(await lenses())],
      leavingOut: this.#leavingOut ?? (await leavingOut()),
      writing,
    };
    const answer = await process.call((client) => client.lifecycle.open(input));
    const { lens, replacedShown: shown } = this.#view;
    if (lens !== undefined) await process.call((client) => client.lens.choose({ database: id, lens }));
    if (shown !== undefined) await process.call((client) => client.lens.showReplaced({ database: id, shown }));
    return answer;
  }
}
