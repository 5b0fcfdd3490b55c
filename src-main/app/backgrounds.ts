import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type BackgroundInput,
  type BackgroundPlace,
  backgroundSchema,
  isAtPlace,
  type KeptBackground,
} from '#shared/model/background.ts';
import { Failure } from '#shared/model/failure.ts';
import { type JsonFile, jsonFile, writeWhole } from './json-file.ts';

/** As many as anybody places by hand. */
const MOST = 1000;

/** Images that a window shows as images, by the endings of their files. */
const types: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  bmp: 'image/bmp',
  gif: 'image/gif',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
};

/** Images behind pictures: where they are in a file beside the settings, each image once in the folder `backgrounds`. */
export class Backgrounds {
  readonly #folder: string;
  readonly #file: JsonFile<KeptBackground[]>;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'backgrounds');
    this.#file = jsonFile<KeptBackground[]>(join(dataFolder, 'backgrounds.json'), z.array(backgroundSchema), []);
  }

  list(): Promise<readonly KeptBackground[]> {
    return this.#file.read();
  }

  /** As a data URL. Fails with NOT_FOUND where somebody removed the file. */
  async image(image: string): Promise<string> {
    const type = types[image.slice(image.lastIndexOf('.') + 1)];
    const bytes = await readFile(join(this.#folder, image)).catch((cause: unknown) => {
      throw new Failure('NOT_FOUND', 'The image behind the picture is not there any more: choose it again', { cause });
    });
    return `data:${type};base64,${bytes.toString('base64')}`;
  }

  /** Fails with BAD_INPUT for what is no image, or where there are too many. */
  save({ data, ...input }: BackgroundInput): Promise<KeptBackground> {
    return this.#inTurn(async () => {
      const { bytes, ending } = imageOf(data, input.name);
      const image = `${createHash('sha256').update(bytes).digest('hex')}.${ending}`;
      const kept = { ...input, image };
      const others = (await this.list()).filter((each) => !isAtPlace(each, input));
      if (others.length >= MOST) {
        throw new Failure(
          'BAD_INPUT',
          'There are 1 000 images behind pictures already; remove some before you add others',
        );
      }
      await writeWhole(join(this.#folder, image), bytes);
      await this.#put([...others, kept]);
      return kept;
    });
  }

  move({ extent, ...place }: Omit<KeptBackground, 'image' | 'name'>): Promise<void> {
    return this.#inTurn(async () => {
      const all = await this.list();
      await this.#put(all.map((each) => (isAtPlace(each, place) ? { ...each, extent } : each)));
    });
  }

  remove(place: BackgroundPlace): Promise<void> {
    return this.#inTurn(async () => this.#put((await this.list()).filter((each) => !isAtPlace(each, place))));
  }

  /** Images that nothing shows any more go. */
  async #put(next: KeptBackground[]): Promise<void> {
    const before = await this.list();
    await this.#file.change(() => next);
    const shown = new Set(next.map(({ image }) => image));
    const gone = before.filter(({ image }) => !shown.has(image));
    await Promise.all(gone.map(({ image }) => rm(join(this.#folder, image), { force: true })));
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act, act);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function imageOf(data: string, name: string): { readonly bytes: Buffer; readonly ending: string } {
  const [, type, text] = /^data:(image\/[a-z+-]+);base64,([A-Za-z\d+/=]+)$/.exec(data) ?? [];
  const found = Object.entries(types).find(([, each]) => each === type);
  if (found === undefined || text === undefined) {
    const known = Object.keys(types).join(', ');
    throw new Failure('BAD_INPUT', `${name} is no image that can be kept; these can: ${known}`);
  }
  return { bytes: Buffer.from(text, 'base64'), ending: found[0] };
}
