import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { QuestionInfo, QuestionParameter } from '#shared/model/question.ts';
import { useAction } from '../../client/actions.ts';
import { useSetting } from '../../client/settings.ts';
import { shortcutKeys } from '../../client/shortcuts.ts';
import { ParameterField } from './parameter-field.tsx';
import classes from './question-page.module.css';
import { missingIn, shownValue, type Values } from './values.ts';

interface QuestionFormProps {
  readonly database: string;
  readonly question: QuestionInfo;
  /** What is asked now. */
  readonly values: Values;
  onAsk(values: Values): void;
}

/** In a small window the first few parameters are shown, and what has to be given or is. */
const FEW = 3;
const ROOMY = 1200;

function isGiven(parameter: QuestionParameter, values: Values): boolean {
  const needed = parameter.optional !== true && parameter.default === undefined;
  return needed || (values[parameter.id] ?? '') !== '';
}

/** The parameters of a question. What is chosen from a list is asked at once, what is typed with Enter or *Ask*. */
export function QuestionForm({ database, question, values, onAsk }: QuestionFormProps): ReactNode {
  const [draft, setDraft] = useState(values);
  const [from, setFrom] = useState(values);
  if (from !== values) {
    setFrom(values);
    setDraft(values);
  }
  const missing = missingIn(draft, question);
  const ask = (next: Values) => missingIn(next, question).length === 0 && onAsk(next);
  useAction('run-sql', () => ask(draft));
  const [all, setAll] = useSetting('questions.all', window.innerWidth >= ROOMY);
  const shown = all ? question.parameters : question.parameters.filter((each, at) => at < FEW || isGiven(each, values));
  if (question.parameters.length === 0) return null;
  return (
    <form
      className={classes.form}
      aria-label="Parameters"
      onSubmit={(event) => {
        event.preventDefault();
        ask(draft);
      }}
      noValidate
    >
      {shown.map((parameter) => (
        <ParameterField
          key={parameter.id}
          database={database}
          question={question}
          parameter={parameter}
          value={shownValue(draft, parameter)}
          onValue={(value, done) => {
            const next = { ...draft, [parameter.id]: value };
            setDraft(next);
            if (done) ask(next);
          }}
        />
      ))}
      {question.parameters.length > FEW && (
        <button type="button" className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${question.parameters.length - shown.length} more`}
        </button>
      )}
      <Button
        type="submit"
        size="compact-md"
        disabled={missing.length > 0}
        leftSection={<IconPlayerPlay size={14} />}
        rightSection={<kbd className={classes.keys}>{shortcutKeys('Mod+Enter').join(' ')}</kbd>}
      >
        Ask
      </Button>
    </form>
  );
}
