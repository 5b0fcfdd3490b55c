import type { QuestionColumn } from '#shared/model/question.ts';
import type { Question } from '../questions/question.ts';

/** Something that should not be in an experiment: the rows of the statement are those that are wrong. */
export interface Check extends Question {
  /** What it looks at: steps, positions, episodes… */
  readonly group: string;
}

type Kind = QuestionColumn['kind'];

export const column = (name: string, title: string, kind: Kind, unit?: string): QuestionColumn => ({
  ...{ name, title, kind },
  ...(unit === undefined ? {} : { unit }),
});

export const idColumn = (name: string, title: string, leadsTo: 'session' | 'episode'): QuestionColumn => ({
  ...{ name, title, kind: 'text', leadsTo },
});
