import type { ReactNode } from 'react';
import { type Cell, isTagged } from '#shared/model/cell.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { CellText } from '../../ui/data-grid/grid-cell.tsx';
import classes from './fact-list.module.css';
import { JsonTree, readTree } from './json-tree.tsx';

export interface Fact {
  readonly column: AnswerColumn;
  /** `undefined` while it is on its way. */
  readonly value: Cell | undefined;
}

/** What is known of one session, episode or trajectory: short facts first, configurations as trees below. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  const known = facts.filter(({ value }) => value !== null);
  const long = known.filter(({ value }) => longText(value) !== undefined);
  const short = known.filter((fact) => !long.includes(fact));
  return (
    <div className={classes.facts}>
      <dl className={classes.list}>
        {short.map(({ column, value }) => (
          <div key={column.name} className={classes.fact}>
            <dt>{column.title}</dt>
            <dd>
              <CellText cell={value} kind={column.kind} />
              {column.unit !== null && value !== undefined && (
                <span className={classes.unit}>{column.unit.replaceAll('_', ' ')}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {long.map(({ column, value }) => (
        <section key={column.name} aria-label={column.title}>
          <h3 className={classes.title}>{column.title}</h3>
          <LongValue text={longText(value) ?? ''} />
        </section>
      ))}
    </div>
  );
}

function LongValue({ text }: { readonly text: string }): ReactNode {
  const tree = readTree(text);
  return tree === undefined ? <pre className={classes.text}>{text}</pre> : <JsonTree value={tree} />;
}

/** Text that is a document rather than a word: JSON, or several lines. */
function longText(value: Cell | undefined): string | undefined {
  if (typeof value === 'string') return /^\s*[[{]|\n/.test(value) ? value : undefined;
  if (value === undefined || !isTagged(value)) return undefined;
  if (value.k === 'json') return value.t;
  return value.k === 'cut' ? `${value.head}…` : undefined;
}
