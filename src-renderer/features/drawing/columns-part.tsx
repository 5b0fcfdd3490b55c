import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { ColumnLook, TableLook } from '#shared/model/drawing.ts';
import { examplesOf } from './column-select.tsx';
import classes from './preview.module.css';
import { likeliestOf, roleWords, type Use } from './uses.ts';

interface ColumnsPartProps {
  readonly look: TableLook;
  readonly uses: ReadonlyMap<string, readonly Use[]>;
}

/** Every column of a table that a lens maps: what it is used for and what speaks for it, so that nothing is overlooked. */
export function ColumnsPart({ look: { name, columns }, uses }: ColumnsPartProps): ReactNode {
  const used = columns.filter((column) => uses.has(column.name)).length;
  return (
    <section className={classes.part} aria-label={`Columns of ${name}`}>
      <h3>
        Columns<span> of {name}</span>
        <small>
          {used} of {columns.length} used
        </small>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={classes.scroll} tabIndex={0} aria-label={`All columns of ${name}`}>
        <table className={classes.table}>
          <thead>
            <tr>
              {['Column', 'Type', 'Used as', 'What speaks for it', 'Holds'].map((title) => (
                <th key={title}>{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <ColumnRow key={column.name} column={column} uses={uses.get(column.name) ?? []} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function ColumnRow({ column, uses }: { readonly column: ColumnLook; readonly uses: readonly Use[] }): ReactNode {
  const { name, type } = column;
  const isUsed = uses.length > 0;
  const words = isUsed ? uses.map((use) => use.words).join(', ') : 'not used';
  const why = isUsed ? reasonsFor(column, uses) : couldBe(column);
  return (
    <tr>
      <td>{name}</td>
      <td className={classes.type}>{type}</td>
      <td className={clsx(!isUsed && classes.unused)} title={words}>
        {words}
      </td>
      <td className={classes.quiet} title={why}>
        {why}
      </td>
      <td className={classes.quiet} title={column.examples.join('\n')}>
        {examplesOf(column)}
      </td>
    </tr>
  );
}

function reasonsFor({ roles }: ColumnLook, uses: readonly Use[]): string {
  const reasons = uses.flatMap(({ role }) => (role === undefined ? [] : (roles[role]?.reasons ?? [])));
  return [...new Set(reasons)].join(', ');
}

function couldBe(column: ColumnLook): string {
  const found = likeliestOf(column);
  if (found === undefined) return '';
  const [role, reasons] = found;
  return `could be ${roleWords[role]}: ${reasons.join(', ')}`;
}
