import { type ReactNode, useState } from 'react';
import type { LeftOutPart } from '#shared/model/import.ts';
import { countOf, formatCount } from '../../format/number.ts';
import classes from './set-detail.module.css';

/** What of files is not taken in: a line a reason, all names of one when it is unfolded. */
export function LeftOut({ parts }: { readonly parts: readonly LeftOutPart[] }): ReactNode {
  if (parts.length === 0) return null;
  return (
    <section className={classes.words}>
      <h3>Left out</h3>
      <ul className={classes.parts}>
        {parts.map((part) => (
          <li key={part.what}>
            <Part part={part} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Names drawn at once; more only when asked for. */
const atOnce = 500;

function Part({ part: { what, names } }: { readonly part: LeftOutPart }): ReactNode {
  const [most, setMost] = useState(atOnce);
  const [first] = names;
  if (first === undefined) return what;
  if (names.length === 1) return `${what}: ${first}`;
  return (
    <details className={classes.names}>
      <summary>
        {what} <span className={classes.quiet}>{formatCount(names.length)}</span>
      </summary>
      <ul>
        {names.slice(0, most).map((name) => (
          <li key={name} title={name}>
            {name}
          </li>
        ))}
      </ul>
      {names.length > most && (
        <button type="button" className={classes.link} onClick={() => setMost(most + 5000)}>
          {countOf(names.length - most, ['more name', 'more names'])}
        </button>
      )}
    </details>
  );
}
