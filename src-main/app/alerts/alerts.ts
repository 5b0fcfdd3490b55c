import { randomUUID } from 'node:crypto';
import { type AlertRule, type AlertState, RULES, readRules, rulesKey, ruleText } from '#shared/alerts/rule.ts';
import type { Databases } from '../databases.ts';
import type { Host } from '../host.ts';
import type { Settings } from '../settings.ts';
import { DatabaseWatch } from './database-watch.ts';

interface Parts {
  readonly host: Pick<Host, 'remembers' | 'notify'>;
  readonly databases: Pick<Databases, 'list' | 'request' | 'renew'>;
  readonly settings: Settings;
  tell(state: AlertState): void;
}

/** The rules of measures, watched as long as their database is open, whatever the windows show or whether there are any. */
export class Alerts {
  readonly #parts: Parts;
  readonly #watches = new Map<string, DatabaseWatch>();
  #state: AlertState = { alarms: [], watching: [] };
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get state(): AlertState {
    return this.#state;
  }

  /** Settings were saved: other rules may be among them. */
  heard(changes: Readonly<Record<string, unknown>>): Promise<void> {
    return Object.keys(changes).some((key) => key.startsWith(RULES)) ? this.sync() : Promise.resolve();
  }

  /** Other databases are open now, or there are other rules. A command watches nothing. */
  async sync(): Promise<void> {
    const { host, databases, settings } = this.#parts;
    if (!host.remembers) return;
    const kept = await settings.all();
    if (this.#closed) return;
    const open = databases.list().filter(({ state }) => state === 'open');
    const wanted = open.flatMap(({ id, label }) => {
      const rules = readRules(kept[rulesKey(id)]).filter(({ on }) => on);
      return rules.length === 0 ? [] : [{ id, label, rules }];
    });
    for (const [id, watch] of this.#watches) {
      if (wanted.some((each) => each.id === id)) continue;
      watch.close();
      this.#watches.delete(id);
    }
    for (const { id, rules } of wanted) this.#watch(id, rules);
    const failures = new Map(this.#state.watching.map(({ database, failure }) => [database, failure]));
    const watching = wanted.map(({ id, label, rules }) => ({
      ...{ database: id, label, rules: rules.length, failure: failures.get(id) ?? null },
    }));
    this.#become({ ...this.#state, watching });
  }

  dismiss(rules: readonly string[]): void {
    this.#become({ ...this.#state, alarms: this.#state.alarms.filter(({ rule }) => !rules.includes(rule)) });
  }

  close(): void {
    this.#closed = true;
    for (const watch of this.#watches.values()) watch.close();
    this.#watches.clear();
  }

  #watch(database: string, rules: readonly AlertRule[]): void {
    const known = this.#watches.get(database);
    if (known !== undefined) {
      known.take(rules);
      return;
    }
    const { databases } = this.#parts;
    const raise = (rule: AlertRule, why: string) => this.#raise(database, rule, why);
    const fail = (failure: string | null) => this.#fail(database, failure);
    this.#watches.set(database, new DatabaseWatch({ databases, database, raise, fail }, rules));
  }

  /** In the windows, and as a notification of the desktop where there is one. */
  #raise(database: string, rule: AlertRule, why: string): void {
    const text = ruleText(rule);
    const shown = this.#parts.host.notify?.(text, why) ?? false;
    const others = this.#state.alarms.filter((alarm) => alarm.rule !== rule.id);
    const alarm = { id: randomUUID(), database, rule: rule.id, text, why, shown };
    this.#become({ ...this.#state, alarms: [...others, alarm] });
  }

  #fail(database: string, failure: string | null): void {
    const watching = this.#state.watching.map((each) => (each.database === database ? { ...each, failure } : each));
    this.#become({ ...this.#state, watching });
  }

  #become(state: AlertState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#parts.tell(state);
  }
}
