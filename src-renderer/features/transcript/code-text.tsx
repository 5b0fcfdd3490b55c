import { type ReactNode, useEffect, useState } from 'react';
import type { Token } from './highlight.ts';
import classes from './texts.module.css';

/** Longer code is shown plain: colouring it would hold up the window. */
const MOST = 100_000;

type Highlight = typeof import('./highlight.ts');
let loaded: Highlight | undefined;

/** The parser comes in a piece of its own; until it is here code is plain. */
function useHighlight(wanted: boolean): Highlight | undefined {
  const [, setReady] = useState(loaded !== undefined);
  useEffect(() => {
    if (!wanted || loaded !== undefined) return;
    let gone = false;
    void import('./highlight.ts').then((module) => {
      loaded = module;
      if (!gone) setReady(true);
    });
    return () => {
      gone = true;
    };
  }, [wanted]);
  return loaded;
}

/** Code, coloured where its language is known. */
export function CodeText({
  code,
  language,
}: {
  readonly code: string;
  readonly language: 'python' | 'text';
}): ReactNode {
  const wanted = language === 'python' && code.length <= MOST;
  const highlight = useHighlight(wanted);
  if (!wanted || highlight === undefined) return code;
  return highlight.pythonTokens(code).map(tokenSpan);
}

/** Tokens never change places. */
function tokenSpan({ text, kind }: Token, at: number): ReactNode {
  return kind === '' ? (
    text
  ) : (
    <span key={at} className={classes[kind]}>
      {text}
    </span>
  );
}
