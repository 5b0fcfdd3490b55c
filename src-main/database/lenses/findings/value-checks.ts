import { join, name, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { compile, doubleOf } from '../binding/compile.ts';
import { type Check, column, EPISODES } from './check.ts';
import { episodeColumn, stepParts } from './step-parts.ts';

/** As many measures as a person looks at; each makes the statement longer, not the number of its passes. */
const MOST = 30;

/** Values of steps that are no finite numbers. */
export function valueChecks(lens: BoundLens): readonly Check[] {
  const parts = stepParts(lens);
  if (parts === null) return [];
  const { dialect } = lens;
  const measures = lens.lens.measures
    .filter(({ level, of }) => level === 'step' && of === undefined)
    .flatMap(({ title, value }) => {
      const compiled = compile(value, parts.steps.place);
      const isWhole = compiled?.kind === 'integer' || compiled?.kind === 'boolean';
      return compiled === null || isWhole ? [] : [{ title, value: doubleOf(compiled, dialect) }];
    })
    .slice(0, MOST);
  if (measures.length === 0) return [];
  const each = (make: (value: Sql, at: number) => Sql) => measures.map(({ value }, at) => make(value, at));
  const rows = parts.rows(each((value, at) => sql`${value} as ${name(`v${at}`)}`));
  const counts = each((_, at) => {
    const value = name('b', `v${at}`);
    return sql`sum(case when ${value} is not null and not ${dialect.isFinite(value)} then 1 else 0 end) as ${name(`n${at}`)}`;
  });
  const sums = sql`select ${parts.keys('b')}, count(*) as found, ${join(counts)} from (${rows}) b group by ${parts.keys('b')}`;
  const numbers = each((_, at) => name('g', `n${at}`));
  return [
    {
      ...{ id: 'not-finite', group: 'Values', parameters: [], order: ['episode'], names: EPISODES },
      title: 'NaN and ∞',
      about: 'How many values of each measure are NaN or infinite, by episode; NULLs are not counted',
      columns: [
        episodeColumn(lens.lens),
        column('steps', 'Rows', 'integer'),
        ...measures.map(({ title }, at) => column(`n${at}`, title, 'integer')),
      ],
      statement: () =>
        sql`select ${parts.id('g')} as episode, g.found as steps, ${join(numbers)} from (${sums}) g
          where ${join(numbers, ' + ')} > 0`,
    },
  ];
}
