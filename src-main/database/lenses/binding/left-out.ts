import type { TableInfo } from '#shared/model/catalogue.ts';
import type { LeftOut, LeftOutChoice, LeftOutItem, LeftOutLevel } from '#shared/model/left-out.ts';
import type { Expression } from '#shared/model/lens.ts';
import { type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from './bind.ts';
import { type Compiled, compileAll, type Place, tableAs } from './compile.ts';
import { idIn, idText } from './ids.ts';
import { leftOutSpans } from './left-out-spans.ts';
import { stateKey, stepKey } from './row-keys.ts';
import { ROW, Uncounted } from './uncounted.ts';

type Ids = Readonly<Record<LeftOutLevel, readonly string[]>>;

/**
 * The rows of what findings named, of whatever table: an episode goes with its steps, its records and the rows that say more
 * of it, a session with its episodes, its states, and what was predicted of it.
 */
export async function leftOutRows(lens: BoundLens, items: readonly LeftOut[], timeZone: string): Promise<Uncounted> {
  const ids = idsOf(items);
  const rows = new Rows(lens, ids);
  const { session, episode, steps, records } = lens;
  if (session !== null) rows.ofSession(session.place.table, session.level.id);
  for (const { table, of } of session?.level.rows ?? []) rows.ofSession(lens.find(table), of);
  if (episode !== null) {
    rows.ofEpisode(episode.place.table, episode.level.id);
    rows.ofSession(episode.place.table, episode.level.parent);
  }
  for (const { table, of } of episode?.level.rows ?? []) rows.ofEpisode(lens.find(table), of);
  if (steps !== null) {
    rows.ofEpisode(steps.place.table, steps.steps.episode);
    rows.among(steps.place.table, (place) => stepKey(steps, place), ids.step);
  }
  for (const { place, records: each } of records) {
    if (each.of === 'session') rows.ofSession(place.table, each.parent);
    else rows.ofEpisode(place.table, each.parent);
  }
  stateRows(lens, rows, ids);
  await leftOutSpans(lens, ids.episode, timeZone, rows.uncounted);
  return rows.uncounted;
}

function stateRows({ lens: { states }, find }: BoundLens, rows: Rows, ids: Ids): void {
  if (states === undefined) return;
  const { transitions, predictions } = states;
  rows.ofSession(find(states.table), states.session);
  rows.among(find(states.table), (place) => stateKey(states, place), ids.state);
  if (predictions !== undefined) rows.ofSession(find(predictions.table), predictions.session);
  if (transitions === undefined || states.session.length > 1) return;
  rows.ofSession(find(transitions.table), [transitions.from]);
  rows.ofSession(find(transitions.table), [transitions.to]);
}

/** Collects the conditions, table by table. */
class Rows {
  readonly uncounted = new Uncounted();
  readonly #lens: BoundLens;
  readonly #ids: Ids;

  constructor(lens: BoundLens, ids: Ids) {
    this.#lens = lens;
    this.#ids = ids;
  }

  ofSession(table: TableInfo | undefined, session: readonly Expression[] | undefined): void {
    if (session !== undefined) this.among(table, (place) => compileAll(session, place), this.#ids.session);
  }

  /** Where the table is the episodes' own, their sessions stand in it. */
  ofEpisode(table: TableInfo | undefined, episode: readonly Expression[]): void {
    this.among(table, (place) => compileAll(episode, place), this.#ids.episode);
    if (table === undefined || table === this.#lens.episode?.place.table || this.#ids.session.length === 0) return;
    const own = compileAll(episode, this.#placeOf(table, ROW));
    const theirs = own && this.#episodesOfSessions();
    if (own !== null && theirs !== null) this.uncounted.add(table, sql`${this.#key(own)} not in (${theirs})`);
  }

  among(table: TableInfo | undefined, key: (place: Place) => readonly Compiled[] | null, ids: readonly string[]): void {
    const parts = table === undefined || ids.length === 0 ? null : key(this.#placeOf(table, ROW));
    if (table !== undefined && parts !== null) this.uncounted.add(table, sql`not (${this.#isAmong(parts, ids)})`);
  }

  #episodesOfSessions(): Sql | null {
    const { episode } = this.#lens;
    if (episode === null) return null;
    const there: Place = { ...episode.place, alias: 'of' };
    const id = compileAll(episode.level.id, there);
    const parent = episode.level.parent === undefined ? null : compileAll(episode.level.parent, there);
    if (id === null || parent === null) return null;
    const isOne = this.#isAmong(parent, this.#ids.session);
    return sql`select ${this.#key(id)} from ${tableAs(there.table, there.alias)} where ${isOne} and ${this.#key(id)} is not null`;
  }

  #isAmong(parts: readonly Compiled[], ids: readonly string[]): Sql {
    const { dialect } = this.#lens;
    if (ids.length <= FEW) return idIn(parts, ids, dialect);
    const given = dialect.given(JSON.stringify(ids.map((id) => [id])), ['id']);
    return sql`${idText(parts, dialect)} in (select g.id from (${given}) g)`;
  }

  /** One value that is compared: in its own type where there is but one part. */
  #key(parts: readonly Compiled[]): Sql {
    return parts.length === 1 ? parts[0]!.sql : idText(parts, this.#lens.dialect);
  }

  #placeOf(table: TableInfo, alias: string): Place {
    const { dialect, find } = this.#lens;
    return { dialect, table, alias, find };
  }
}

/** So many go as parameters, in the column's own type; more as one text, since engines take only so many parameters. */
const FEW = 100;

function idsOf(items: readonly LeftOut[]): Ids {
  const of = (level: LeftOutLevel) => [
    ...new Set(items.filter((each) => each.level === level).flatMap(({ ids }) => ids)),
  ];
  return { session: of('session'), episode: of('episode'), step: of('step'), state: of('state') };
}

/** What a window may say of it; `null` where nothing is left out. */
export function leftOutChoice(lens: BoundLens, items: readonly LeftOut[], shown: boolean): LeftOutChoice | null {
  if (items.length === 0) return null;
  const words: Readonly<Record<LeftOutLevel, LeftOutItem['word']>> = {
    session: lens.session?.level.word ?? ['session', 'sessions'],
    episode: lens.episode?.level.word ?? ['episode', 'episodes'],
    step: lens.steps?.steps.word ?? ['step', 'steps'],
    state: ['row of states', 'rows of states'],
  };
  const ids = idsOf(items);
  const levels: readonly LeftOutLevel[] = ['session', 'episode', 'step', 'state'];
  return {
    shown,
    items: items.map(({ key, finding, title, since, level, ids: own }) => ({
      ...{ key, finding, title, since },
      ...{ count: own.length, word: words[level] },
    })),
    counts: levels.flatMap((level) =>
      ids[level].length === 0 ? [] : [{ count: ids[level].length, word: words[level] }],
    ),
  };
}
