import type { QuestionChartRequest } from '#shared/contract/questions.ts';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { Failure } from '#shared/model/failure.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { Page, StreamPiece } from '#shared/model/page.ts';
import type { QuestionChartAnswer, QuestionChoice, QuestionInfo, QuestionInput } from '#shared/model/question.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { cell } from '../../queries/cell.ts';
import { count } from '../../queries/count.ts';
import { answerColumn, page } from '../../queries/page.ts';
import type { Relation } from '../../queries/relation.ts';
import { inline } from '../../sql/inline.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { LensContext } from '../lens-context.ts';
import { answerRelation, orderedStatement } from './answer-relation.ts';
import { chartOf } from './chart.ts';
import type { Question } from './question.ts';
import { tidy } from './tidy.ts';
import { checkedValues, defaultValues } from './values.ts';

/** A question that is asked: which one, and with what. */
export interface Asked {
  readonly question: string;
  readonly values: QuestionInput;
}

/**
 * The named questions of a lens that a database can answer. Fails with NOT_FOUND for another question, with BAD_INPUT and
 * a sentence for parameters that do not fit.
 */
export class QuestionBook {
  readonly #context: LensContext;
  readonly #all: readonly Question[];
  #possible: ReadonlyMap<string, Question> | undefined;

  constructor(context: LensContext, questions: readonly Question[]) {
    this.#context = context;
    this.#all = questions;
  }

  list(): readonly QuestionInfo[] {
    return [...this.#questions().values()].map(infoOf);
  }

  /** What a parameter may be, as the database has it. */
  async choices(id: string, parameter: string, options: QueryOptions = {}): Promise<readonly QuestionChoice[]> {
    const { choices } = this.#find(id);
    const query = choices?.[parameter]?.(this.#context) ?? null;
    if (query === null) return [];
    const { rows } = await this.#context.connection.rows(query, options);
    return rows.flatMap(([value = null, title = null]) =>
      value === null ? [] : [{ value: cellToText(value), title: cellToText(title ?? value) }],
    );
  }

  async page(asked: Asked, request: Partial<PageRequest>, options: QueryOptions = {}): Promise<Page> {
    const { relation } = this.ask(asked);
    const found = await page(this.#context.connection, relation, request, options);
    return { ...found, rows: found.rows.map((row) => tidy(row, relation.columns)) };
  }

  async count(asked: Asked, request: Partial<PageRequest>, options: QueryOptions = {}): Promise<number> {
    return count(this.#context.connection, this.ask(asked).relation, request, options);
  }

  async cell(
    asked: Asked,
    at: { readonly key: string; readonly column: string },
    options: QueryOptions = {},
  ): Promise<Cell> {
    return cell(this.#context.connection, this.ask(asked).relation, at, options);
  }

  async chart(asked: Asked, request: QuestionChartRequest, options: QueryOptions = {}): Promise<QuestionChartAnswer> {
    const { question, relation } = this.ask(asked);
    return chartOf(this.#context.connection, question, relation, request, options);
  }

  sql(asked: Asked): string {
    const { question, statement } = this.ask(asked);
    return inline(orderedStatement(question, statement, this.#context.dialect), this.#context.dialect);
  }

  /** The whole answer in its own order. */
  async *run(asked: Asked, options: QueryOptions = {}): AsyncGenerator<StreamPiece, void, void> {
    const { relation } = this.ask(asked);
    const started = performance.now();
    const columns = relation.columns.map(answerColumn);
    yield { kind: 'columns', columns };
    const order = join(relation.key ?? [raw('1')]);
    const query = sql`select ${join(relation.columns.map(({ value }) => value))} from ${relation.from} order by ${order}`;
    let total = 0;
    for await (const { rows } of this.#context.connection.stream(query, options)) {
      total += rows.length;
      if (rows.length > 0) yield { kind: 'rows', rows: rows.map((row) => tidy(row, relation.columns)) };
    }
    yield { kind: 'done', rows: total, milliseconds: Math.round((performance.now() - started) * 10) / 10 };
  }

  /** Those that the database can answer; found out when first asked for, so that opening does not wait. */
  #questions(): ReadonlyMap<string, Question> {
    const possible = () => this.#all.filter((each) => each.statement(this.#context, defaultValues(each)) !== null);
    this.#possible ??= new Map(possible().map((each) => [each.id, each]));
    return this.#possible;
  }

  #find(id: string): Question {
    const question = this.#questions().get(id);
    if (question === undefined) throw new Failure('NOT_FOUND', `There is no question “${id}” for this database`);
    return question;
  }

  /** A question with its values checked, and its answer as a list. */
  protected ask({ question: id, values }: Asked): { question: Question; statement: Sql; relation: Relation } {
    const question = this.#find(id);
    const statement = question.statement(this.#context, checkedValues(question, values));
    if (statement === null) throw new Failure('BAD_INPUT', `“${question.title}” cannot be answered with these values`);
    return { question, statement, relation: answerRelation(question, statement, this.#context.dialect) };
  }
}

function infoOf({ id, title, about, parameters, columns, order, chart }: Question): QuestionInfo {
  return { id, title, about, parameters, columns, order, chart };
}
