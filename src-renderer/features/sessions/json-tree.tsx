import { type ReactNode, useState } from 'react';
import { formatCount } from '../../format/number.ts';
import classes from './json-tree.module.css';

export type Tree = null | boolean | number | string | readonly Tree[] | { readonly [key: string]: Tree };

/** JSON text as a tree; `undefined` for text that is none, or whose long numbers JavaScript would round. */
export function readTree(text: string): Tree | undefined {
  if (!/^\s*[[{]/.test(text) || /\d{16}/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Tree;
  } catch {
    return undefined;
  }
}

/** Branches below this depth begin closed, and so do long ones. */
const OPEN_DEPTH = 2;
const LONG = 20;
/** More entries than this come on request. */
const MOST = 200;

/** A JSON value that opens and closes. */
export function JsonTree({ value }: { readonly value: Tree }): ReactNode {
  return (
    <div className={classes.tree}>
      <Branch value={value} depth={0} />
    </div>
  );
}

function Branch({ value, depth }: { readonly value: Tree; readonly depth: number }): ReactNode {
  const [most, setMost] = useState(MOST);
  const entries = entriesOf(value);
  return (
    <>
      {entries.slice(0, most).map(([key, child]) => (
        <Entry key={key} name={key} value={child} depth={depth} />
      ))}
      {entries.length > most && (
        <button type="button" className={classes.more} onClick={() => setMost(most + MOST)}>
          {formatCount(entries.length - most)} more…
        </button>
      )}
    </>
  );
}

interface EntryProps {
  readonly name: string;
  readonly value: Tree;
  readonly depth: number;
}

function Entry({ name, value, depth }: EntryProps): ReactNode {
  if (typeof value !== 'object' || value === null) {
    return (
      <div className={classes.leaf}>
        <span className={classes.key}>{name}</span> <Leaf value={value} />
      </div>
    );
  }
  const entries = entriesOf(value);
  if (isShortList(value)) {
    return (
      <div className={classes.leaf}>
        <span className={classes.key}>{name}</span> <span className={classes.value}>[{value.join(', ')}]</span>
      </div>
    );
  }
  return (
    <details open={depth < OPEN_DEPTH && entries.length <= LONG} className={classes.branch}>
      <summary>
        <span className={classes.key}>{name}</span>{' '}
        <span className={classes.quiet}>{Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`}</span>
      </summary>
      <div className={classes.children}>
        <Branch value={value} depth={depth + 1} />
      </div>
    </details>
  );
}

function Leaf({ value }: { readonly value: null | boolean | number | string }): ReactNode {
  if (typeof value === 'string') return <span className={classes.value}>{value === '' ? '“”' : value}</span>;
  return <span className={value === null ? classes.quiet : classes.value}>{String(value)}</span>;
}

/** A few numbers read better in one line. */
function isShortList(value: Tree): value is readonly number[] {
  return Array.isArray(value) && value.length <= 6 && value.every((each) => typeof each === 'number');
}

function entriesOf(value: Tree): readonly (readonly [string, Tree])[] {
  if (typeof value !== 'object' || value === null) return [['', value]];
  return Object.entries(value);
}
