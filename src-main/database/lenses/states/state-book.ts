import { Failure } from '#shared/model/failure.ts';
import type {
  BandsAnswer,
  CareAnswer,
  CareRequest,
  PredictionsAnswer,
  StatesOverview,
  StatesProfile,
  TransitionsAnswer,
} from '#shared/model/states.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens } from '../binding/bind.ts';
import { Bands } from './bands.ts';
import { type BoundPredictions, bindPredictions, readExpected, readMade } from './bind-predictions.ts';
import { type BoundStates, bindStates } from './bind-states.ts';
import { careOf } from './care.ts';
import { Judge } from './judge.ts';
import { type Part, readParts } from './parts.ts';
import { Profile } from './profile.ts';
import { sweep } from './sweep.ts';
import { readTransitions } from './transitions.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

interface Read {
  readonly bound: BoundStates;
  readonly parts: readonly Part[];
  readonly predictions: BoundPredictions | null;
}

/** States over time, where the lens declares them. Fails with NOT_FOUND where it does not, but for the overview. */
export class StateBook {
  readonly #lens: BoundLens;
  readonly #timeZone: string;
  #read: Promise<Read | null> | undefined;

  constructor(lens: BoundLens, timeZone: string) {
    this.#lens = lens;
    this.#timeZone = timeZone;
  }

  /** Looked at anew each time: a database may be written to while it is open. */
  async overview(options: QueryOptions = {}): Promise<StatesOverview | null> {
    const reading = this.#readAll(options);
    this.#read = reading;
    reading.catch(() => {
      if (this.#read === reading) this.#read = undefined;
    });
    const read = await reading;
    return read === null ? null : overviewOf(read, this.#lens, this.#timeZone);
  }

  async bands(
    {
      from,
      to,
      sessions,
      width,
    }: Range & { readonly sessions?: readonly string[] | undefined; readonly width: number },
    options: QueryOptions = {},
  ): Promise<BandsAnswer> {
    const { bound, parts, predictions } = await this.#known(options);
    const bands = new Bands(from, to, width);
    const some = parts.filter(({ session }) => sessions?.includes(session) ?? true);
    const input = { parts: some, ...checked({ from, to }), each: bound.part !== null };
    const rows = await sweep(bound, input, (...of) => bands.takerOf(...of), options);
    const expected = predictions && (await readExpected(bound, predictions, { from, to, width }, options));
    return { from, to, bands: bands.bands(), expected: expected ?? [], rows };
  }

  async profile(
    { session, ...range }: Range & { readonly session: string },
    options: QueryOptions = {},
  ): Promise<StatesProfile> {
    const { bound, parts } = await this.#known(options);
    const { from, to } = checked(range);
    const profile = new Profile(from, to, this.#timeZone);
    const some = parts.filter((part) => part.session === session);
    await sweep(bound, { parts: some, from, to, each: false }, () => (held) => profile.take(held), options);
    return profile.profile(session);
  }

  async transitions(range: Range, options: QueryOptions = {}): Promise<TransitionsAnswer> {
    return readTransitions((await this.#known(options)).bound, checked(range), options);
  }

  /** Predictions made in the range, beside what followed. */
  async predictions(range: Range, options: QueryOptions = {}): Promise<PredictionsAnswer> {
    const { bound, parts, predictions } = await this.#known(options);
    const { from, to } = checked(range);
    if (predictions === null) return { scores: [], vacancies: [] };
    const sessions = [...new Set([...parts.map(({ session }) => session), ...predictions.sessions])];
    const made = await readMade(bound, predictions, sessions, { from, to }, options);
    const own = Map.groupBy([...made.session.keys()], (index) => made.session[index]!);
    const judges = new Map(sessions.map((session, index) => [session, new Judge(made, own.get(index) ?? [])]));
    const until = to + Math.max(predictions.reach, AFTER);
    const input = { parts, from, to: until, each: false };
    await sweep(bound, input, (session) => (held) => judges.get(session)?.take(held), options);
    return {
      scores: [...judges].flatMap(([session, judge]) => judge.scores(session)),
      vacancies: [...judges].map(([session, judge]) => judge.vacancies(session)).filter(({ count }) => count > 0),
    };
  }

  async care({ from, to, ...limits }: Range & CareRequest, options: QueryOptions = {}): Promise<CareAnswer> {
    const { bound, parts } = await this.#known(options);
    return careOf(bound, parts, { ...checked({ from, to }), ...limits }, options);
  }

  async #known(options: QueryOptions): Promise<Read> {
    if (this.#read === undefined) await this.overview(options);
    const read = await this.#read;
    if (read === null || read === undefined) throw new Failure('NOT_FOUND', 'This database has no states over time');
    return read;
  }

  async #readAll(options: QueryOptions): Promise<Read | null> {
    const bound = await bindStates(this.#lens, this.#timeZone);
    if (bound === null) return null;
    return { bound, parts: await readParts(bound, options), predictions: await bindPredictions(bound, options) };
  }
}

/** How long after the range a vacancy may end that was expected in it, in seconds. */
const AFTER = 86_400;

/** Ten years of hours are as many as anybody can look at, in seconds. */
export const LONGEST = 10 * 366 * 86_400;

function checked({ from, to }: Range): Range {
  if (to > from && to - from <= LONGEST) return { from, to };
  throw new Failure('BAD_INPUT', 'Choose a time that ends after it begins, ten years long at most');
}

function overviewOf({ bound, parts, predictions }: Read, { session }: BoundLens, timeZone: string): StatesOverview {
  const { states, times } = bound;
  const [one] = session?.level.word ?? ['session'];
  const sessions = [...Map.groupBy(parts, (part) => part.session)].map(([id, own]) => ({
    ...{ id, label: id },
    parts: own.map(({ key, label, rows, first, last }) => ({ key, label, rows, first, last })),
  }));
  return {
    title: states.title,
    words: { ...states.words, session: one, part: bound.part === null ? null : (states.part?.word[0] ?? null) },
    sessions,
    extent: times.extent!,
    timeZone,
    hold: states.hold ?? null,
    confidence: bound.confidence !== null,
    transitions: states.transitions !== undefined && bound.place.find(states.transitions.table) !== undefined,
    predictions: predictions !== null,
  };
}
