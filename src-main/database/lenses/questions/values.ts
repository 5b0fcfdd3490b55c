import { Failure } from '#shared/model/failure.ts';
import type { QuestionInfo, QuestionInput, QuestionParameter, QuestionValues } from '#shared/model/question.ts';

/** Parameters checked by kind, defaults filled in. Throws BAD_INPUT with a sentence for the first that does not fit. */
export function checkedValues({ title, parameters }: QuestionInfo, given: QuestionInput): QuestionValues {
  const unknown = Object.keys(given).find((id) => !parameters.some((parameter) => parameter.id === id));
  if (unknown !== undefined) {
    const known = parameters.map(({ id }) => id).join(', ');
    const which = known === '' ? 'It takes none.' : `It takes ${known}.`;
    throw new Failure('BAD_INPUT', `“${title}” has no parameter “${unknown}”. ${which}`);
  }
  return Object.fromEntries(parameters.map((parameter) => [parameter.id, valueFor(parameter, given[parameter.id])]));
}

/** What a question is asked with to see whether it can be: its defaults, `null` for everything else. */
export function defaultValues({ parameters }: QuestionInfo): QuestionValues {
  return Object.fromEntries(parameters.map((parameter) => [parameter.id, parameter.default ?? null]));
}

type Value = string | number | null;

function valueFor(parameter: QuestionParameter, given: Value | undefined): Value {
  const missing = given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
  const value = missing ? (parameter.default ?? null) : given;
  if (value !== null) return checked(parameter, value);
  if (parameter.optional === true) return null;
  throw wrong(`Give “${parameter.title}” (${parameter.id}): ${expected(parameter)}`);
}

function checked(parameter: QuestionParameter, value: string | number): Value {
  switch (parameter.kind) {
    case 'number':
      return numberOf(parameter, value);
    case 'time':
      return timeOf(parameter, String(value).trim());
    case 'choice':
      return choiceOf(parameter, String(value));
    default:
      return String(value);
  }
}

function numberOf(parameter: QuestionParameter, given: string | number): number {
  const value = typeof given === 'number' ? given : Number(given.trim().replace(',', '.'));
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, whole = false } = parameter;
  const fits = Number.isFinite(value) && (!whole || Number.isInteger(value)) && value >= minimum && value <= maximum;
  if (!fits) throw wrong(`“${given}” does not fit “${parameter.title}”: give ${expected(parameter)}`);
  return value;
}

/** A time without a zone is UTC. */
function timeOf(parameter: QuestionParameter, text: string): string {
  const zoned = /(z|[+-]\d\d:?\d\d)$/i.test(text) || !/\d[T ]\d/.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned.replace(' ', 'T'));
  if (!/^\d{4}-\d\d/.test(text) || Number.isNaN(time)) {
    throw wrong(`“${text}” does not fit “${parameter.title}”: give ${expected(parameter)}`);
  }
  return new Date(time).toISOString();
}

function choiceOf(parameter: QuestionParameter, value: string): string {
  if (parameter.choices === undefined || parameter.choices.includes(value)) return value;
  throw wrong(`“${value}” does not fit “${parameter.title}”: give ${expected(parameter)}`);
}

function expected(parameter: QuestionParameter): string {
  const { kind, minimum, maximum, whole, unit, choices } = parameter;
  if (kind === 'choice' && choices !== undefined) return `one of ${choices.join(', ')}`;
  if (kind === 'time') return 'a time such as 2026-11-21T09:30:00Z';
  if (kind !== 'number') return kind === 'text' || kind === 'choice' ? 'a text' : `the id of one ${kind}`;
  const range =
    minimum !== undefined && maximum !== undefined
      ? ` from ${minimum} to ${maximum}`
      : minimum !== undefined
        ? `, at least ${minimum}`
        : maximum !== undefined
          ? `, at most ${maximum}`
          : '';
  return `a ${whole ? 'whole ' : ''}number${range}${unit === undefined ? '' : ` (${unit})`}`;
}

function wrong(sentence: string): Failure {
  return new Failure('BAD_INPUT', sentence);
}
