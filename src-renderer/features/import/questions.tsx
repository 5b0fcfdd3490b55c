import { Group, Radio } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ImportQuestion } from '#shared/model/import.ts';
import { leaveQuestion, type SetDraft } from './draft.ts';
import { changeOptions } from './looking.ts';
import classes from './set-detail.module.css';

/** What cannot be told from the files. Each question is answered, or left to what happens without an answer, by a person. */
export function Questions({ set }: { readonly set: SetDraft }): ReactNode {
  const questions = set.plan?.questions ?? [];
  return questions.map((question) => <Question key={question.option} set={set} question={question} />);
}

interface QuestionProps {
  readonly set: SetDraft;
  readonly question: ImportQuestion;
}

const leave = '';

function Question({ set: { key, plan, options, left }, question }: QuestionProps): ReactNode {
  const { option, choices, without } = question;
  const isChoice = choices.some((choice) => choice.value === String(plan?.options[option]));
  const value = options[option] === undefined ? (left.includes(option) ? leave : null) : String(options[option]);
  const answer = (next: string) => {
    if (next === leave) leaveQuestion(key, option);
    else changeOptions(key, (now) => ({ ...now, [option]: next }));
  };
  return (
    <Radio.Group
      className={classes.question ?? ''}
      data-open={value === null || undefined}
      label={
        <span className={classes.asked}>
          <IconHelpCircle size={15} aria-hidden="true" />
          {question.question}
        </span>
      }
      value={value}
      onChange={answer}
    >
      <Group gap="md" mt={4}>
        {choices.map((choice) => (
          <Radio key={choice.value} size="xs" value={choice.value} label={choice.title} />
        ))}
        {!isChoice && <Radio size="xs" value={leave} label={`Leave it: ${lower(without)}`} />}
      </Group>
    </Radio.Group>
  );
}

function lower(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}
