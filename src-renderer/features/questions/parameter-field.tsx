import { NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { QuestionChoice, QuestionInfo, QuestionParameter } from '#shared/model/question.ts';
import { orpc } from '../../client/client.ts';
import { LevelField } from './level-field.tsx';

export interface FieldProps {
  readonly database: string;
  readonly question: QuestionInfo;
  readonly parameter: QuestionParameter;
  readonly value: string;
  /** `done`: the value is chosen, rather than still being typed. */
  onValue(value: string, done: boolean): void;
}

/** One parameter of a question, as its kind is best given. */
export function ParameterField(props: FieldProps): ReactNode {
  const { parameter } = props;
  switch (parameter.kind) {
    case 'number':
      return <NumberField {...props} />;
    case 'choice':
      return <ChoiceField {...props} />;
    case 'session':
    case 'episode':
      return <LevelField {...props} level={parameter.kind} />;
    default:
      return <TextField {...props} />;
  }
}

function NumberField({ parameter, value, onValue }: FieldProps): ReactNode {
  const { minimum, maximum, whole, unit, title } = parameter;
  return (
    <NumberInput
      label={unit === undefined ? title : `${title} (${unit})`}
      w={104}
      value={value}
      {...(minimum !== undefined && { min: minimum })}
      {...(maximum !== undefined && { max: maximum })}
      allowDecimal={whole !== true}
      placeholder={parameter.optional ? 'any' : ''}
      required={parameter.optional !== true}
      withAsterisk={false}
      onChange={(next) => onValue(String(next), false)}
    />
  );
}

/** A time is written as it is everywhere here: year first, and in UTC unless it says otherwise. */
function TextField({ parameter, value, onValue }: FieldProps): ReactNode {
  const isTime = parameter.kind === 'time';
  return (
    <TextInput
      label={isTime ? `${parameter.title} (UTC)` : parameter.title}
      w={150}
      value={value}
      placeholder={isTime ? '2026-11-21 09:30' : parameter.optional ? 'any' : ''}
      onChange={(event) => onValue(event.currentTarget.value, false)}
    />
  );
}

function ChoiceField({ database, question, parameter, value, onValue }: FieldProps): ReactNode {
  const { choices, title, optional } = parameter;
  const found = useQuery({
    ...orpc.questions.choices.queryOptions({ input: { database, question: question.id, parameter: parameter.id } }),
    enabled: choices === undefined,
  });
  const known: readonly QuestionChoice[] = choices?.map((each) => ({ value: each, title: each })) ?? found.data ?? [];
  const missing = value !== '' && !known.some((each) => each.value === value);
  const all = missing ? [...known, { value, title: value }] : known;
  return (
    <Select
      label={title}
      w={150}
      data={all.map((each) => ({ value: each.value, label: each.title }))}
      value={value === '' ? null : value}
      placeholder={optional ? 'any' : 'Choose…'}
      searchable={all.length > 8}
      clearable={optional === true}
      clearButtonProps={{ 'aria-label': `Clear ${title}` }}
      allowDeselect={false}
      maxDropdownHeight={320}
      nothingFoundMessage="Nothing is called that"
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={(next) => onValue(next ?? '', true)}
    />
  );
}
