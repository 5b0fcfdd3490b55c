import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import type { Cell } from '../model/cell.ts';
import { conditionSchema, pageRequestSchema } from '../model/filter.ts';
import type { Page, StreamPiece } from '../model/page.ts';
import type { QuestionChartAnswer, QuestionChoice, QuestionInfo } from '../model/question.ts';
import { answer, base, ofDatabase } from './base.ts';

export const ofQuestion = ofDatabase.extend({
  question: z.string(),
  /** By parameter; what is left out takes its default. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
});

export const questionChartRequestSchema = z.object({
  conditions: z.array(conditionSchema).max(100).default([]),
  search: z.string().max(1000).default(''),
  /** Size of the chart in device pixels. */
  width: z.number().int().min(1).max(20_000).default(1000),
  height: z.number().int().min(1).max(20_000).default(400),
});
export type QuestionChartRequest = z.infer<typeof questionChartRequestSchema>;

/** The named questions of the lens: those that this database can answer. */
export const questions = {
  list: base.input(ofDatabase).output(answer<readonly QuestionInfo[]>()),
  /** What a parameter may be, where that depends on the database; empty where it does not. */
  choices: base
    .input(ofDatabase.extend({ question: z.string(), parameter: z.string() }))
    .output(answer<readonly QuestionChoice[]>()),
  page: base.input(ofQuestion.extend({ request: pageRequestSchema })).output(answer<Page>()),
  count: base.input(ofQuestion.extend({ request: pageRequestSchema })).output(z.number()),
  cell: base.input(ofQuestion.extend({ key: z.string(), column: z.string() })).output(answer<Cell>()),
  chart: base.input(ofQuestion.extend({ request: questionChartRequestSchema })).output(answer<QuestionChartAnswer>()),
  /** The statement with its values written into it, as one could run it. */
  sql: base.input(ofQuestion).output(z.string()),
  /** The whole answer, for exports and the command line. */
  run: base.input(ofQuestion).output(eventIterator(answer<StreamPiece>())),
};
