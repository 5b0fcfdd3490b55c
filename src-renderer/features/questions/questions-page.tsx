import { TextInput } from '@mantine/core';
import { IconChartDots, IconChartHistogram, IconChartLine, IconSearch, IconTable } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import type { QuestionInfo } from '#shared/model/question.ts';
import { useAction } from '../../client/actions.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { addressOf, setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { useQuestions } from '../../client/queries.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './questions-page.module.css';

interface QuestionsPageProps {
  readonly database: string;
}

/** What can be asked of a database by name. */
export function QuestionsPage({ database }: QuestionsPageProps): ReactNode {
  useCrumbs([{ label: 'Questions', place: { at: 'questions', database } }]);
  const questions = useQuestions(database);
  const search = usePlaceQuery()['search'] ?? '';
  const field = useRef<HTMLInputElement>(null);
  useAction('filter', () => field.current?.select());
  if (questions.failure !== undefined) return <FailureView failure={questions.failure} again={questions.again} />;
  if (questions.data === undefined) return <Waiting skeleton />;
  const found = questions.data.filter((question) => isFound(question, search));
  return (
    <div className={classes.page}>
      <search className={classes.bar}>
        <TextInput
          ref={field}
          type="search"
          w={260}
          autoFocus
          aria-label="Search questions"
          placeholder="Search questions"
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => setPlaceQuery({ search: event.currentTarget.value })}
          onKeyDown={(event) => event.key === 'ArrowDown' && focusQuestion(event, 0)}
        />
        <span className={classes.count}>
          {found.length === questions.data.length
            ? countOf(found.length, words)
            : `${formatCount(found.length)} of ${countOf(questions.data.length, words)}`}
        </span>
      </search>
      {questions.data.length === 0 && (
        <Empty title="The lens of this database has no questions of its own" text="SQL answers any other" />
      )}
      {questions.data.length > 0 && found.length === 0 && <Empty title="No question is called that" />}
      <ul className={classes.list} aria-label="Questions">
        {found.map((question, at) => (
          <li key={question.id}>
            <a
              data-question
              className={classes.question}
              href={addressOf({ at: 'question', database, question: question.id })}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown') focusQuestion(event, at + 1);
                if (event.key === 'ArrowUp') focusQuestion(event, at - 1);
              }}
            >
              <Sign question={question} />
              <span className={classes.title}>{question.title}</span>
              <span className={classes.about}>{question.about}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const words = ['question', 'questions'] as const;

function isFound({ id, title, about }: QuestionInfo, search: string): boolean {
  const text = `${title} ${about} ${id}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function focusQuestion(event: KeyboardEvent, at: number): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-question]')];
  links[Math.min(Math.max(at, 0), links.length - 1)]?.focus();
  event.preventDefault();
}

const signs = { line: IconChartLine, bar: IconChartHistogram, scatter: IconChartDots };

/** How it is answered. */
function Sign({ question: { chart } }: { readonly question: QuestionInfo }): ReactNode {
  const Icon = chart === undefined ? IconTable : signs[chart.kind];
  return <Icon size={16} className={classes.sign} aria-hidden="true" />;
}
