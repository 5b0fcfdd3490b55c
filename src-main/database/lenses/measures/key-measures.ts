import type { Each } from '#shared/model/lens.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf, type Place } from '../binding/compile.ts';
import { keysIn } from './keys-in.ts';
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
      const text = place.dialect.jsonText(column.sql, path, column);
      const value: Compiled = { sql: text, type: 'text', kind: 'text', column: null };
      return measureOf(each, path, value, [each.json, ...path].join(' → '), place);
    });
}

/** Keys that hold a number in any of the documents, in the order they were met. */
function numbersIn(documents: readonly string[], { depth, except }: Each): readonly (readonly string[])[] {
  const left = new Set(except);
  return keysIn(documents, depth)
    .filter(({ numbers, path }) => numbers > 0 && !path.some((key) => left.has(key)))
    .map(({ path }) => path);
}

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
    .map(({ name }) => measureOf(each, [name], compile(name, place)!, name, place));
}

/** Of steps only those that say anything: what is not logged at every step is neither missing nor not finite. */
function measureOf(
  each: Each,
  path: readonly string[],
  value: Compiled,
  formula: string,
  { dialect }: Place,
): BoundMeasure {
  const { level, reduce, unit, title, titles } = each;
  const keys = path.map((key) => titles[key] ?? key).join(', ');
  const partOf = path.flatMap((key) => each.partOf[key] ?? []);
  return {
    spec: {
      id: path.join('/'),
      title: title === undefined ? keys : `${title}: ${keys}`,
      level,
      reduce,
      rollUp: false,
      ...(unit === undefined ? {} : { unit }),
      ...(partOf.length > 0 && { partOf }),
    },
    formula,
    value: doubleOf(value, dialect),
    join: null,
    where: level === 'step' ? sql`${value.sql} is not null` : undefined,
  };
}
