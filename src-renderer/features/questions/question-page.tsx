import { type ReactNode, useEffect, useMemo } from 'react';
import type { QuestionInfo } from '#shared/model/question.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { useQuestions } from '../../client/queries.ts';
import { saveSetting, useSetting } from '../../client/settings.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Answer } from './answer.tsx';
import { QuestionForm } from './question-form.tsx';
import classes from './question-page.module.css';
import { missingIn, type Values, valuesFrom, valuesToQuery } from './values.ts';

interface QuestionPageProps {
  readonly database: string;
  readonly question: string;
}

/** One named question: its parameters, and the answer as a table and a chart. All of it is in the address. */
export function QuestionPage({ database, question: id }: QuestionPageProps): ReactNode {
  const questions = useQuestions(database);
  const question = questions.data?.find((each) => each.id === id);
  useCrumbs([
    { label: 'Questions', place: { at: 'questions', database } },
    { label: question?.title ?? id, place: { at: 'question', database, question: id } },
  ]);
  if (questions.failure !== undefined) return <FailureView failure={questions.failure} again={questions.again} />;
  if (questions.data === undefined) return <Waiting skeleton />;
  if (question === undefined) return <Empty title={`This database has no question “${id}”`} />;
  return <Question database={database} question={question} />;
}

function Question({ database, question }: { readonly database: string; readonly question: QuestionInfo }): ReactNode {
  const query = usePlaceQuery();
  const text = JSON.stringify(valuesFrom(query, question));
  const values = useMemo(() => JSON.parse(text) as Values, [text]);
  const missing = missingIn(values, question);
  const last = useLastLevels(database, question, values);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <p className={classes.about}>{question.about}</p>
        <QuestionForm
          database={database}
          question={question}
          values={values}
          onAsk={(next) => {
            saveSetting(`questions.last.${database}`, { ...last, ...levelsIn(next, question) });
            setPlaceQuery(valuesToQuery(next, question), { push: true });
          }}
        />
      </header>
      {missing.length === 0 ? (
        <Answer key={text} database={database} question={question} values={values} />
      ) : (
        <Empty title={`Choose ${missing.map(({ title }) => withArticle(title.toLowerCase())).join(' and ')} to ask`} />
      )}
    </div>
  );
}

const withArticle = (word: string): string => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;

const nothing: Values = {};

/**
 * The session and the episode that were asked about last: the next question is about them too, unless it is told otherwise.
 */
function useLastLevels(database: string, question: QuestionInfo, values: Values): Values {
  const [last] = useSetting<Values>(`questions.last.${database}`, nothing);
  useEffect(() => {
    const filled = { ...levelsIn(last, question), ...values };
    const helps = missingIn(filled, question).length < missingIn(values, question).length;
    if (helps) setPlaceQuery(valuesToQuery(filled, question));
  }, [last, question, values]);
  return last;
}

/** Of some values those that name a session or an episode. */
function levelsIn(values: Values, { parameters }: QuestionInfo): Values {
  const levels = parameters.filter(({ kind }) => kind === 'session' || kind === 'episode');
  return Object.fromEntries(levels.flatMap(({ id }) => (values[id] === undefined ? [] : [[id, values[id]]])));
}
