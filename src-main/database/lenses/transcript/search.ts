import type { TranscriptSearch } from '#shared/contract/transcript.ts';
import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { TranscriptHit, TranscriptHits } from '#shared/model/transcript.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { count } from '../../queries/count.ts';
import { page } from '../../queries/page.ts';
import type { Relation, RelationColumn } from '../../queries/relation.ts';
import { tableRelation } from '../../queries/table-relation.ts';
import { type Dialect, digits } from '../../sql/dialect.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf, textOf } from '../binding/compile.ts';
import { idIs, idText, sameId } from '../binding/ids.ts';
import { inSessions, sessionOfSteps } from '../levels/steps-source.ts';
import type { BoundTranscript } from './bind-transcript.ts';
import { stepKey } from './texts.ts';

/** Characters of a snippet, and how many of them stand before what was found. */
const SNIPPET = 200;
const BEFORE = 60;

/** Steps that hold a text, ignoring case: episode by episode, in the order of their steps. */
export async function searchTranscripts(
  lens: BoundLens,
  bound: BoundTranscript,
  request: TranscriptSearch,
  options: QueryOptions,
): Promise<TranscriptHits> {
  const relation = hitsRelation(lens, bound, request);
  const { after, limit } = request;
  const found = await page(lens.connection, relation, { limit, ...(after !== undefined && { after }) }, options);
  const length = relation.key?.length ?? 0;
  return {
    hits: found.rows.map((row, at) => hitOf(row, stepKey(found.keys[at]!, length))),
    next: found.more ? (found.keys.at(-1) ?? null) : null,
  };
}

export function countHits(
  lens: BoundLens,
  bound: BoundTranscript,
  request: TranscriptSearch,
  options: QueryOptions,
): Promise<number> {
  return count(lens.connection, hitsRelation(lens, bound, request), {}, options);
}

const places = ['code', 'answer', 'conversation'] as const;

function hitsRelation(lens: BoundLens, bound: BoundTranscript, request: TranscriptSearch): Relation {
  const { connection, dialect } = lens;
  const { steps } = bound;
  const texts = [bound.code, bound.answer, request.conversations ? bound.conversation : null];
  const found = texts.map((each) => (each === null ? null : foundIn(each, request.text, dialect)));
  const hits = found.flatMap((each) => each?.where ?? []);
  const { key, keyTypes } = tableRelation(connection, steps.place.table);
  return {
    from: steps.from,
    where: [sql`(${join(hits, ' or ')})`, ...scopeOf(lens, bound, request)],
    columns: [
      column('episode', idText(steps.episode, dialect)),
      column('label', labelOf(lens, bound)),
      column('session', sessionOf(lens, bound)),
      { ...column('time', doubleOf(steps.time, dialect)), type: 'double precision', kind: 'float' },
      ...found.map((each, at) => column(places[at]!, each?.snippet ?? raw('null'))),
    ],
    key,
    keyTypes,
    order: [...steps.episode, steps.time, ...steps.within].map((each) => ({
      by: each.kind === 'text' ? dialect.naturalKey(each.sql) : each.sql,
      descending: false,
      nullable: each.column?.nullable !== false,
    })),
  };
}

function scopeOf(lens: BoundLens, { steps }: BoundTranscript, request: TranscriptSearch): readonly Sql[] {
  const { episode, session } = request;
  if (episode !== undefined) return [idIs(steps.episode, episode, lens.dialect)];
  return lens.episode === null || session === undefined ? [] : inSessions(lens, lens.episode, steps, [session]);
}

/** The episode's label, from the steps themselves where they are all there is of it. */
function labelOf({ episode, dialect }: BoundLens, { steps }: BoundTranscript): Sql {
  if (episode === null) return idText(steps.episode, dialect);
  if (!episode.level.distinct) {
    const label = textOf(episode.label, dialect);
    return sql`(select ${label} from ${episode.from} where ${sameId(episode.id, steps.episode)} limit 1)`;
  }
  const own: Compiled | null = compile(episode.level.label, steps.place);
  return own === null ? idText(steps.episode, dialect) : textOf(own, dialect);
}

/** The same of its session; NULL where there is none. */
function sessionOf({ session, episode, dialect }: BoundLens, { steps }: BoundTranscript): Sql {
  const { parent } = episode?.level ?? {};
  if (session === null || episode === null || parent === undefined) return raw('null');
  if (session.level.distinct) {
    const own = session.place.table === steps.place.table ? compile(session.level.label, steps.place) : null;
    return own === null ? raw('null') : textOf(own, dialect);
  }
  const here = sessionOfSteps(episode, steps);
  const above = textOf(session.label, dialect);
  if (here !== null) return sql`(select ${above} from ${session.from} where ${sameId(session.id, here)} limit 1)`;
  if (episode.parent === null) return raw('null');
  return sql`(select ${above} from ${episode.from} join ${session.from} on ${sameId(session.id, episode.parent)}
    where ${sameId(episode.id, steps.episode)} limit 1)`;
}

function foundIn(text: Sql, part: string, dialect: Dialect): { readonly where: Sql; readonly snippet: Sql } {
  const wanted = dialect.castTo(sql`${part}`, { type: 'varchar', kind: 'text' });
  const at = dialect.position(dialect.lower(text, part), dialect.lower(wanted, part));
  const from = sql`case when ${at} > ${digits(BEFORE)} then ${at} - ${digits(BEFORE)} else 1 end`;
  return {
    where: dialect.containsText(text, wanted),
    snippet: sql`case when ${at} > 0 then substr(${text}, ${from}, ${digits(SNIPPET)}) end`,
  };
}

function column(name: string, value: Sql): RelationColumn {
  return { name, title: name, type: 'text', kind: 'text', unit: null, value };
}

function hitOf(row: readonly Cell[], key: string): TranscriptHit {
  const [episode = null, label = null, session = null, time = null, ...snippets] = row;
  const at = Math.max(
    0,
    snippets.findIndex((each) => each !== null),
  );
  return {
    episode: String(episode),
    label: String(label ?? episode),
    session: session === null ? null : String(session),
    key,
    time: cellNumber(time) ?? null,
    where: places[at] ?? 'code',
    snippet: String(snippets[at] ?? ''),
  };
}
