import type { ReliabilityBin, Score, Vacancies } from '#shared/model/states.ts';
import type { Made } from './bind-predictions.ts';
import type { Held } from './track.ts';

/** A prediction and the moment at which it is looked at. */
interface Waiting {
  readonly at: number;
  readonly index: number;
}

/** The least probability that counts, so that one wrong certainty is not all there is to see. */
const LEAST = 1e-15;
const TENTHS = 10;
const MOST_POINTS = 2000;

/** Compares predictions of one session with what held, told in the order of time. */
export class Judge {
  readonly #made: Made;
  readonly #due: readonly Waiting[];
  readonly #asked: readonly Waiting[];
  readonly #happened = new Map<number, 0 | 1>();
  readonly #actual = new Map<number, number>();
  #nextDue = 0;
  #nextAsked = 0;
  /** Made while it was off, in the stretch that ended when? */
  #off: Waiting[] = [];
  #until = Number.NaN;

  constructor(made: Made, own: readonly number[]) {
    this.#made = made;
    const isShare = (index: number) =>
      Number.isFinite(made.horizon[index]!) && Number.isFinite(made.probability[index]!);
    this.#due = own
      .filter(isShare)
      .map((index) => ({ index, at: made.made[index]! + made.horizon[index]! * 60 }))
      .toSorted((a, b) => a.at - b.at);
    this.#asked = own
      .filter((index) => Number.isFinite(made.vacancy[index]!))
      .map((index) => ({ index, at: made.made[index]! }));
  }

  take({ since, until, state }: Held): void {
    while ((this.#due[this.#nextDue]?.at ?? Number.POSITIVE_INFINITY) < until) {
      const { at, index } = this.#due[this.#nextDue]!;
      if (at >= since && state !== 2) this.#happened.set(index, state);
      this.#nextDue += 1;
    }
    if (state === 1 && since === this.#until) {
      for (const { at, index } of this.#off) this.#actual.set(index, (since - at) / 60);
    }
    this.#off = [];
    this.#until = until;
    while ((this.#asked[this.#nextAsked]?.at ?? Number.POSITIVE_INFINITY) < until) {
      const asked = this.#asked[this.#nextAsked]!;
      if (asked.at >= since && state === 0) this.#off.push(asked);
      this.#nextAsked += 1;
    }
  }

  scores(session: string): readonly Score[] {
    const groups = Map.groupBy(this.#due, ({ index }) => this.#made.horizon[index]!);
    return [...groups]
      .toSorted(([one], [other]) => one - other)
      .map(([horizon, all]) => {
        const pairs = all.flatMap(({ index }) => {
          const happened = this.#happened.get(index);
          return happened === undefined ? [] : [[this.#made.probability[index]!, happened] as const];
        });
        return {
          ...{ session, horizon, count: all.length, judged: pairs.length, bins: binsOf(pairs) },
          brier: mean(pairs.map(([share, happened]) => (share - happened) ** 2)),
          logLoss: mean(
            pairs.map(([share, happened]) => -Math.log(Math.max(happened === 1 ? share : 1 - share, LEAST))),
          ),
        };
      });
  }

  vacancies(session: string): Vacancies {
    const pairs = this.#asked.flatMap(({ index }) => {
      const actual = this.#actual.get(index);
      return actual === undefined ? [] : [[this.#made.vacancy[index]!, actual] as const];
    });
    return {
      ...{ session, count: this.#asked.length, judged: pairs.length, points: pairs.slice(0, MOST_POINTS) },
      meanError: mean(pairs.map(([expected, actual]) => expected - actual)),
      meanAbsoluteError: mean(pairs.map(([expected, actual]) => Math.abs(expected - actual))),
    };
  }
}

function binsOf(pairs: readonly (readonly [share: number, happened: 0 | 1])[]): readonly ReliabilityBin[] {
  const tenth = (share: number) => Math.min(Math.max(Math.floor(share * TENTHS + 1e-9), 0), TENTHS - 1);
  return [...Map.groupBy(pairs, ([share]) => tenth(share))]
    .toSorted(([one], [other]) => one - other)
    .map(([bin, own]) => ({
      ...{ from: bin / TENTHS, count: own.length },
      expected: mean(own.map(([share]) => share)) ?? 0,
      happened: mean(own.map(([, happened]) => happened)) ?? 0,
    }));
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0) / values.length;
}
