import type { Reject } from '#shared/model/import.ts';
import { LeftOutParts } from '../left-out.ts';
import type { OfferedFile } from '../offer.ts';
import { isPresence, type Place, placeOf } from './places.ts';
import type { ReadingEntry, ReadingSource } from './reading-source.ts';
import { type Micros, ZonedTimes } from './zoned-times.ts';

export interface ReadingFile {
  readonly file: OfferedFile;
  readonly source: ReadingSource;
}

export interface Entity {
  readonly name: string;
  /** By the format or by the rule over names. */
  readonly place: Place;
}

/** Readings of files in their order, in columns, since there may be millions. */
export interface Readings {
  readonly entities: readonly Entity[];
  /** Places in `entities`. */
  readonly entity: readonly number[];
  readonly micros: readonly Micros[];
  readonly state: readonly boolean[];
  readonly confidence: readonly number[];
  /** Where each is from: places in `files`, and lines there. */
  readonly file: readonly number[];
  readonly line: readonly number[];
  readonly files: readonly string[];
  readonly rejects: readonly Reject[];
  /** How many rows are left out, by why. */
  readonly leftOut: LeftOutParts;
  readonly local: number;
  readonly repeated: number;
  readonly oddConfidence: number;
  readonly isWhole: boolean;
}

export interface CollectOptions {
  readonly timeZone: string;
  /** Entities that are taken whatever they are. */
  readonly wanted: ReadonlySet<string>;
  /** Readings after which no more are looked at. */
  readonly most: number;
  readonly signal: AbortSignal;
}

const longestEntity = 100;
const longestRaw = 1000;

export async function collect(files: readonly ReadingFile[], options: CollectOptions): Promise<Readings> {
  const collected = new Collected(options);
  for (const file of files) await collected.take(file);
  return collected;
}

class Collected implements Readings {
  readonly entities: Entity[] = [];
  readonly entity: number[] = [];
  readonly micros: Micros[] = [];
  readonly state: boolean[] = [];
  readonly confidence: number[] = [];
  readonly file: number[] = [];
  readonly line: number[] = [];
  readonly files: string[] = [];
  readonly rejects: Reject[] = [];
  readonly leftOut = new LeftOutParts();
  local = 0;
  repeated = 0;
  oddConfidence = 0;
  isWhole = true;
  readonly #options: CollectOptions;
  readonly #places = new Map<string, number>();
  /** Whether an entity tells of presence: as its first reading says. */
  readonly #presence = new Map<string, boolean>();

  constructor(options: CollectOptions) {
    this.#options = options;
  }

  async take({ file, source }: ReadingFile): Promise<void> {
    const times = new ZonedTimes(this.#options.timeZone);
    this.files.push(file.name);
    for await (const entry of source.read(file)) {
      if (this.micros.length >= this.#options.most) {
        this.isWhole = false;
        break;
      }
      if (this.micros.length % 4096 === 0) this.#options.signal.throwIfAborted();
      if (entry.kind === 'left out') this.leftOut.add(entry.what, entry.name);
      else if (entry.kind === 'reject') this.#reject(file, entry, entry.reason);
      else this.#reading(file, source, times, entry);
    }
    this.local += times.local;
    this.repeated += times.repeated;
  }

  #reading(
    file: OfferedFile,
    source: ReadingSource,
    times: ZonedTimes,
    entry: Extract<ReadingEntry, { kind: 'reading' }>,
  ): void {
    const { entity, deviceClass, confidence } = entry;
    if (source.mixed && !this.#isPresence(entity, deviceClass)) {
      this.leftOut.add('Readings of what is no sensor of presence', entity);
      return;
    }
    const moment = times.moment(entry.time, entity);
    if ('reason' in moment || entity.length > longestEntity) {
      this.#reject(
        file,
        entry,
        'reason' in moment ? moment.reason : `The name of its entity is longer than ${longestEntity} characters`,
      );
      return;
    }
    const isOdd = confidence !== null && !(confidence >= 0 && confidence <= 1);
    this.oddConfidence += isOdd ? 1 : 0;
    this.entity.push(this.#placeOf(entity, source));
    this.micros.push(moment.micros);
    this.state.push(entry.state);
    this.confidence.push(isOdd ? 1 : (confidence ?? 1));
    this.file.push(this.files.length - 1);
    this.line.push(entry.line);
  }

  #isPresence(entity: string, deviceClass: string | null): boolean {
    const known = this.#presence.get(entity);
    if (known !== undefined) return known;
    const is = this.#options.wanted.has(entity) || isPresence(entity, deviceClass);
    this.#presence.set(entity, is);
    return is;
  }

  #placeOf(name: string, { places }: ReadingSource): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.entities.length);
    return this.entities.push({ name, place: places?.[name] ?? placeOf(name) }) - 1;
  }

  #reject({ name }: OfferedFile, { line, raw }: { readonly line: number; readonly raw: string }, reason: string): void {
    this.rejects.push({ file: name, line, column: null, reason, raw: raw.slice(0, longestRaw) });
  }
}
