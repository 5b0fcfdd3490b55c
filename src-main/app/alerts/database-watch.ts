import { setTimeout as sleep } from 'node:timers/promises';
import { judge, type Watched, watched } from '#shared/alerts/judge.ts';
import type { AlertRule } from '#shared/alerts/rule.ts';
import { seriesRequestSchema } from '#shared/contract/browse.ts';
import type { Series } from '#shared/model/experiment.ts';
import { asFailure } from '#shared/model/failure.ts';
import type { Databases } from '../databases.ts';

/** Milliseconds between two looks. */
const PAUSE = 2000;

/** After a look comes a pause of so many times what it took: a hundredth of a core at most, a tenth while somebody writes. */
const SHARE = { idle: 100, changed: 10 } as const;

/** Lines of an alert need no more than their extremes. */
const POINTS = 500;

export interface WatchParts {
  readonly databases: Pick<Databases, 'request' | 'renew'>;
  readonly database: string;
  raise(rule: AlertRule, why: string): void;
  /** Tells why looking failed, `null` when it went well again. */
  fail(failure: string | null): void;
}

/** Judges the rules of an open database each time that somebody has changed it, and those of silence at every look. */
export class DatabaseWatch {
  readonly #parts: WatchParts;
  readonly #stop = new AbortController();
  #wake = new AbortController();
  readonly #known = new Map<string, Watched>();
  /** By what was asked for them, which several rules may be of. */
  readonly #lines = new Map<string, readonly Series[]>();
  readonly #broken = new Set<string>();
  #rules: readonly AlertRule[];
  #version: string | undefined;

  constructor(parts: WatchParts, rules: readonly AlertRule[]) {
    this.#parts = parts;
    this.#rules = rules;
    void this.#run();
  }

  /** Other rules from now on; what is known of those that stay, stays. */
  take(rules: readonly AlertRule[]): void {
    if (JSON.stringify(rules) === JSON.stringify(this.#rules)) return;
    const same = (rule: AlertRule) => rules.some((other) => JSON.stringify(other) === JSON.stringify(rule));
    for (const rule of this.#rules.filter((each) => !same(each))) {
      this.#known.delete(rule.id);
      this.#broken.delete(rule.id);
    }
    const asked = rules.map(questionOf);
    for (const question of this.#lines.keys()) if (!asked.includes(question)) this.#lines.delete(question);
    this.#rules = rules;
    this.#wake.abort();
  }

  close(): void {
    this.#stop.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    const { fail } = this.#parts;
    while (!signal.aborted) {
      const begun = performance.now();
      this.#wake = new AbortController();
      let share: number = SHARE.idle;
      try {
        if (await this.#look()) share = SHARE.changed;
        if (!signal.aborted) fail(null);
      } catch (thrown) {
        if (!signal.aborted) fail(asFailure(thrown).message);
      }
      const wait = Math.max(PAUSE, share * (performance.now() - begun));
      const woken = AbortSignal.any([signal, this.#wake.signal]);
      await sleep(wait, undefined, { signal: woken, ref: false }).catch(() => undefined);
    }
  }

  /** Whether somebody has changed the database. */
  async #look(): Promise<boolean> {
    const { databases, database } = this.#parts;
    const rules = this.#rules;
    const { version, outdated } = await databases.request(database, ({ follow }) => follow.version({ database }));
    if (outdated) await databases.renew(database);
    const changed = outdated || version !== this.#version;
    const failed: unknown[] = [];
    for (const question of new Set(rules.map(questionOf))) {
      if (this.#stop.signal.aborted) return changed;
      if (changed || !this.#lines.has(question)) await this.#read(question).catch((thrown) => failed.push(thrown));
    }
    this.#version = version;
    const now = Date.now();
    for (const rule of rules) this.#judge(rule, now);
    if (failed.length > 0) throw failed[0];
    return changed;
  }

  async #read(question: string): Promise<void> {
    const { databases, database } = this.#parts;
    // What cannot be read is tried again at every look.
    this.#lines.delete(question);
    const request = seriesRequestSchema.parse(JSON.parse(question));
    const { series } = await databases.request(database, (client) => client.series.get({ database, request }));
    this.#lines.set(question, series);
  }

  #judge(rule: AlertRule, now: number): void {
    const lines = this.#lines.get(questionOf(rule));
    if (lines === undefined || !this.#rules.includes(rule)) return;
    const before = this.#known.get(rule.id);
    const why = judge(rule, lines, before, now);
    this.#known.set(rule.id, watched(lines, before, now));
    if (why !== undefined && (rule.kind === 'nan' || !this.#broken.has(rule.id))) this.#parts.raise(rule, why);
    if (why === undefined) this.#broken.delete(rule.id);
    else this.#broken.add(rule.id);
  }
}

/** What is asked for a rule, as JSON. */
function questionOf({ measure, sessions, episodes }: AlertRule): string {
  return JSON.stringify({ measure, sessions, episodes, split: 'mean', points: POINTS });
}
