import type { QuestionInfo, QuestionParameter } from '#shared/model/question.ts';
import type { PlaceQuery } from '../../client/place.ts';

/** Parameters of a question as a form and an address hold them: text by id, what is empty left out. */
export type Values = Readonly<Record<string, string>>;

const PREFIX = 'p.';

/** What the address asks with. */
export function valuesFrom(query: PlaceQuery, { parameters }: Pick<QuestionInfo, 'parameters'>): Values {
  const given = parameters.flatMap(({ id }) => {
    const value = query[`${PREFIX}${id}`];
    return value === undefined || value === '' ? [] : [[id, value] as const];
  });
  return Object.fromEntries(given);
}

/** The part of the address that asks with these values; a default need not be written there. */
export function valuesToQuery(values: Values, { parameters }: Pick<QuestionInfo, 'parameters'>): PlaceQuery {
  return Object.fromEntries(
    parameters.map((parameter) => {
      const value = values[parameter.id] ?? '';
      return [`${PREFIX}${parameter.id}`, value === String(parameter.default ?? '') ? '' : value];
    }),
  );
}

/** What a field shows: what was given, else the default. */
export function shownValue(values: Values, parameter: QuestionParameter): string {
  return values[parameter.id] ?? String(parameter.default ?? '');
}

/** What has to be filled in before the question can be asked. */
export function missingIn(
  values: Values,
  { parameters }: Pick<QuestionInfo, 'parameters'>,
): readonly QuestionParameter[] {
  return parameters.filter((parameter) => parameter.optional !== true && shownValue(values, parameter).trim() === '');
}
