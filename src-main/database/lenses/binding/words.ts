import type { Expression } from '#shared/model/expression.ts';
import { compile, type Place } from './compile.ts';

/** An expression in words people can check against their tables (`hypot(v_x, v_y)`), without what the database lacks. */
export function inWords(expression: Expression, place: Place): string {
  if (typeof expression === 'string') return expression;
  if ('lookUp' in expression) {
    const table = place.find(expression.lookUp);
    return `${expression.lookUp}.${table === undefined ? '' : inWords(expression.value, { ...place, table })}`;
  }
  if ('choose' in expression) return `choice by ${inWords(expression.choose, place)}`;
  if ('json' in expression) {
    const at = [expression.json, ...expression.path].join(' → ');
    return expression.as === 'sum' ? `sum(${at})` : at;
  }
  if ('value' in expression) return JSON.stringify(expression.value);
  const parts = expression.of.filter((each) => compile(each, place) !== null).map((each) => inWords(each, place));
  const sign = signs[expression.call];
  return sign === undefined ? `${expression.call}(${parts.join(', ')})` : `(${parts.join(` ${sign} `)})`;
}

const signs: Readonly<Record<string, string>> = { add: '+', sub: '−', mul: '×', div: '/' };
