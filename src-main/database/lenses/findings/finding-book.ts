import type { Catalogue } from '#shared/model/catalogue.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { Failure } from '#shared/model/failure.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { FindingInfo } from '#shared/model/finding.ts';
import { type LeftOutLevel, MOST_LEFT_OUT } from '#shared/model/left-out.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { filteredRows } from '../../queries/filtered.ts';
import { conditionsOf } from '../../sql/filter.ts';
import { all, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { idText } from '../binding/ids.ts';
import type { LensContext } from '../lens-context.ts';
import { type Asked, QuestionBook } from '../questions/question-book.ts';
import type { Check, Names } from './check.ts';
import { levelChecks } from './level-checks.ts';
import { positionChecks } from './position-checks.ts';
import { stateChecks } from './state-checks.ts';
import { stepChecks } from './step-checks.ts';
import { tableChecks } from './table-checks.ts';
import { valueChecks } from './value-checks.ts';

/** Every check that the declaration of a lens and the keys of its tables make possible. */
export function checksOf(lens: BoundLens, catalogue: Catalogue | null): readonly Check[] {
  return [
    ...levelChecks(lens),
    ...stepChecks(lens),
    ...valueChecks(lens),
    ...positionChecks(lens),
    ...stateChecks(lens),
    ...(catalogue === null ? [] : tableChecks(catalogue, lens.dialect)),
  ];
}

/** What to leave out of all that a check found, or of what a filter leaves of it. */
export interface Naming {
  readonly level: LeftOutLevel;
  readonly request: Pick<Partial<PageRequest>, 'conditions' | 'search'>;
}

/** Checks are questions whose answer is best empty. */
export class FindingBook extends QuestionBook {
  readonly #context: LensContext;
  readonly #episode: BoundLens['episode'];
  readonly #checks: ReadonlyMap<string, Check>;

  /** `episode`: the level through which a session is reached from what is below it. */
  constructor(context: LensContext, checks: readonly Check[], episode: BoundLens['episode'] = null) {
    super(context, checks);
    this.#context = context;
    this.#episode = episode;
    this.#checks = new Map(checks.map((check) => [check.id, check]));
  }

  findings(): readonly FindingInfo[] {
    return this.list().map((info) => {
      const check = this.#checks.get(info.id);
      return { ...info, group: check?.group ?? '', leavesOut: this.#levels(check?.names) };
    });
  }

  /** The ids of what a check names, as the lens of `leftOutSchema` has them. Fails with BAD_INPUT where it is too much. */
  async named(asked: Asked, { level, request }: Naming, options: QueryOptions = {}): Promise<readonly string[]> {
    const { question, relation } = this.ask(asked);
    const names = this.#checks.get(question.id)?.names;
    if (names === undefined || !this.#levels(names).includes(level)) {
      throw new Failure('BAD_INPUT', `“${question.title}” names nothing of this kind that could be left out`);
    }
    const { connection, dialect } = this.#context;
    const where = conditionsOf(dialect, relation.columns, request);
    const found = sql`select a.* from ${relation.from} where ${all(where)}`;
    const ids = this.#idsOf(names, level, found);
    const query = sql`select i.id from (${ids}) i where i.id is not null order by 1 limit ${raw(String(MOST_LEFT_OUT + 1))}`;
    const { rows } = await filteredRows(connection, query, { relation, conditions: request.conditions }, options);
    if (rows.length > MOST_LEFT_OUT) throw new Failure('BAD_INPUT', TOO_MANY);
    return rows.map(([id = null]) => cellToText(id));
  }

  #levels(names: Names | undefined): readonly LeftOutLevel[] {
    if (names === undefined) return [];
    const episode = this.#episode;
    const above = (names.level === 'step' || names.level === 'episode') && (episode?.parent ?? null) !== null;
    const levels: readonly LeftOutLevel[] = [
      names.level,
      ...(names.level === 'step' && episode !== null ? (['episode'] as const) : []),
      ...(names.level === 'state' || above ? (['session'] as const) : []),
    ];
    return names.alone ? [names.level] : levels;
  }

  #idsOf(names: Names, level: LeftOutLevel, found: Sql): Sql {
    const { dialect } = this.#context;
    const episode = this.#episode;
    const column = sql`select distinct f.${raw(names.of)} as id from (${found}) f`;
    if (names.rows !== undefined && level === names.level) return names.rows(found);
    if (level !== 'session' || names.level === 'session' || names.level === 'state' || !episode?.parent) return column;
    return sql`select distinct ${idText(episode.parent, dialect)} as id from ${episode.from}
      where ${idText(episode.id, dialect)} in (${column})`;
  }
}

const TOO_MANY =
  'That is more than 20 000, which is too many to leave out one by one: leave out the episodes or sessions they are of, or filter what was found';
