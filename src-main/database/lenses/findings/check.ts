import type { LeftOutLevel } from '#shared/model/left-out.ts';
import type { QuestionColumn } from '#shared/model/question.ts';
import type { Sql } from '../../sql/sql.ts';
import type { Question } from '../questions/question.ts';

/** Something that should not be in an experiment: the rows of the statement are those that are wrong. */
export interface Check extends Question {
  /** What it looks at: steps, positions, episodes… */
  readonly group: string;
  /** What its rows name, so that it can be left out; absent where that is nothing that is counted. */
  readonly names?: Names;
}

/** How the rows of an answer name what is wrong. */
export interface Names {
  readonly level: LeftOutLevel;
  /** The column with the id of the episode, or of the session, that is named or that steps and rows of states are of. */
  readonly of: string;
  /** Whether what is named belongs to nothing larger that could be left out in its place. */
  readonly alone?: boolean;
  /** Of steps and rows of states: a query for their keys as `id`. `found` is the answer, or a part of it. */
  readonly rows?: (found: Sql) => Sql;
}

/** Answers with a row per episode, in `episode`. */
export const EPISODES: Names = { level: 'episode', of: 'episode' };

type Kind = QuestionColumn['kind'];

export const column = (name: string, title: string, kind: Kind, unit?: string): QuestionColumn => ({
  ...{ name, title, kind },
  ...(unit === undefined ? {} : { unit }),
});

export const idColumn = (name: string, title: string, leadsTo: 'session' | 'episode'): QuestionColumn => ({
  ...{ name, title, kind: 'text', leadsTo },
});
