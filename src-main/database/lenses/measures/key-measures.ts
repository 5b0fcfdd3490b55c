import type { Each } from '#shared/model/lens.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf, type Place } from '../binding/compile.ts';
import { lookAt } from './looked-at.ts';
import type { BoundMeasure } from './measures.ts';
import type { Episodes } from './units.ts';

/** What one piece of `each` comes to, as far as the rows looked at tell; measures of the lens's own are left out. */
export async function keyMeasures(
  lens: BoundLens,
  each: Each,
  about: Episodes,
  options: QueryOptions,
): Promise<readonly BoundMeasure[]> {
  const { level } = each;
  const place = (level === 'step' ? lens.steps : lens.episode)?.place;
  if (place === undefined || (level === 'episode' && lens.episode?.level.distinct)) return [];
  if (each.json === undefined) return columnMeasures(lens, each, place);
  const column = compile(each.json, place);
  if (column === null) return [];
  const documents = await lookAt(lens, level, lens.dialect.jsonText(column.sql, [], column), about, options);
  const paths = numbersIn(documents, each);
  const described = describedPaths(lens, each);
  return paths
    .filter((path) => !described.has(JSON.stringify(path)))
    .map((path) => {
      const value: Compiled = {
        sql: place.dialect.jsonText(column.sql, path, column),
        type: 'text',
        kind: 'text',
        column: null,
      };
      return measureOf(each, path, doubleOf(value, place.dialect), [each.json, ...path].join(' → '));
    });
}

/** Keys that hold a number in any of the documents, in the order they were met. */
export function numbersIn(documents: readonly string[], { depth, except }: Each): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  const left = new Set(except);
  const walk = (value: unknown, path: readonly string[]) => {
    if (isNumber(value) && path.length > 0) found.set(JSON.stringify(path), path);
    if (path.length >= depth || typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const [key, inner] of Object.entries(value)) if (!left.has(key)) walk(inner, [...path, key]);
  };
  for (const document of new Set(documents)) walk(parsed(document), []);
  return [...found.values()];
}

/** Writers spell what JSON has no number for as a word. */
function isNumber(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^[+-]?(nan|inf(inity)?)$/i.test(value));
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document.replace(NOT_JSON, (part, text?: string) => text ?? `"${part}"`));
  } catch {
    return null;
  }
}

/** Texts, and what Python writes for numbers that JSON does not know. */
const NOT_JSON = /("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g;

/** Keys that the lens describes by hand. */
function describedPaths({ lens }: BoundLens, each: Each): ReadonlySet<string> {
  const paths = lens.measures.flatMap(({ value }) =>
    typeof value !== 'string' && 'json' in value && value.json === each.json ? [JSON.stringify(value.path)] : [],
  );
  return new Set(paths);
}

/** The table's columns of numbers that the mapping says nothing of. */
function columnMeasures({ lens, steps, episode }: BoundLens, each: Each, place: Place): readonly BoundMeasure[] {
  const parts =
    each.level === 'step' ? [...(steps?.episode ?? []), steps?.time, ...(steps?.within ?? [])] : episode?.id;
  const taken = new Set([
    ...(parts ?? []).map((part) => part?.column?.name),
    ...lens.measures.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
    ...each.except,
  ]);
  return place.table.columns
    .filter(({ name, kind }) => ['integer', 'decimal', 'float'].includes(kind) && !taken.has(name))
    .map(({ name }) => measureOf(each, [name], doubleOf(compile(name, place)!, place.dialect), name));
}

function measureOf(each: Each, path: readonly string[], value: BoundMeasure['value'], formula: string): BoundMeasure {
  const { level, reduce, unit, title, titles } = each;
  const keys = path.map((key) => titles[key] ?? key).join(', ');
  return {
    spec: {
      id: path.join('/'),
      title: title === undefined ? keys : `${title}: ${keys}`,
      level,
      reduce,
      rollUp: false,
      ...(unit === undefined ? {} : { unit }),
    },
    formula,
    value,
    join: null,
  };
}
