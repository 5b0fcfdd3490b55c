import type { EpisodeRecord } from './episode-records.ts';
import { type Experiment, experimentOf, type KnownExperiments, runName } from './experiments.ts';

/** Rewards that differ by less are the same: the schema's columns keep four digits. */
const nearly = 1e-3;

type Told = Pick<EpisodeRecord, 'episode' | 'reward'>;

/** The runs of the program in the logs of one experiment; the first has the experiment's own name. */
export class ProgramRuns {
  readonly #name: string;
  readonly #known: KnownExperiments;
  readonly #bySession = new Map<string, Experiment>();
  readonly #taken = new Set<string>();
  /** The first episode of the run that names no session. */
  #first: Told | null = null;

  constructor(name: string, known: KnownExperiments) {
    this.#name = name;
    this.#known = known;
  }

  at(session: string | null): Experiment | undefined {
    return this.#bySession.get(session ?? '');
  }

  /**
   * Begins a run: one that the database has when it is of the same session or, where logs name none, when it has the same
   * episode or not yet that one.
   */
  begin(session: string | null, first: Told | null): Experiment {
    let number = 1;
    while (!this.#isFree(runName(this.#name, number), session, first)) number += 1;
    const known = [...this.#known.sessions].find(
      ([named, id]) => id === session && !this.#taken.has(named) && this.#isOurs(named),
    );
    const experiment = experimentOf(known?.[0] ?? runName(this.#name, number), this.#known);
    this.#bySession.set(session ?? '', experiment);
    this.#taken.add(experiment.name);
    if (session === null) this.#first = first;
    return experiment;
  }

  /** Whether a log that names no session begins anew with this episode. */
  restartsWith({ session, episode, reward }: EpisodeRecord): boolean {
    const first = this.#first;
    return session === null && first?.episode === episode && Math.abs(first.reward - reward) >= nearly;
  }

  #isOurs(named: string): boolean {
    return named === this.#name || named.startsWith(runName(this.#name, 2).slice(0, -2));
  }

  #isFree(named: string, session: string | null, first: Told | null): boolean {
    if (this.#taken.has(named)) return false;
    const id = this.#known.ids.get(named);
    if (id === undefined) return true;
    if (session !== null) return (this.#known.sessions.get(named) ?? session) === session;
    const reward = first === null ? undefined : this.#known.episodes.get(`${id} ${first.episode}`);
    return reward === undefined || first === null || Math.abs(reward - first.reward) < nearly;
  }
}
