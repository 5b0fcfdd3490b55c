import type { z } from 'zod';
import type { JsonPath } from './json-lines.ts';

type Issue = z.core.$ZodIssue;

/** What is wrong at one place. */
export interface Wrong {
  readonly path: JsonPath;
  readonly words: string;
}

/** One thing that a schema found wrong with a value, in words people can act on. */
export function issueWords(issue: Issue, whole: unknown): readonly Wrong[] {
  const { path } = issue;
  const found = at(whole, path);
  const is = (words: string): readonly Wrong[] => [{ path, words }];
  if (found === undefined && issue.code !== 'unrecognized_keys') return is('is missing');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], words: 'is nothing that a lens has; remove it' }));
    case 'invalid_type':
      return is(`must be ${kinds[issue.expected] ?? issue.expected}, and is ${kindOf(found)}`);
    case 'invalid_value':
      return is(`must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}, and is ${shown(found)}`);
    case 'invalid_union':
      return is(
        `must be a column's name or an expression ({ "value" … }, { "json", "path" }, { "call", "of" }…), and is ${shown(found)}`,
      );
    case 'too_small':
      return is(typeof found === 'string' && found.trim() === '' ? 'must not be empty' : 'has too little in it');
    case 'too_big':
      return is('is too long');
    case 'invalid_format':
      return is(`may hold small letters, digits and dashes only, and is ${shown(found)}`);
    default:
      return is(issue.message);
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  boolean: 'true or false',
  number: 'a number',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : shown(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function at(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
