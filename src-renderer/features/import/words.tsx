import type { ReactNode } from 'react';
import classes from './set-detail.module.css';

interface WordsProps {
  readonly title: string;
  readonly words: readonly string[];
}

/** Sentences under a heading; nothing where there are none. */
export function Words({ title, words }: WordsProps): ReactNode {
  if (words.length === 0) return null;
  return (
    <section className={classes.words}>
      <h3>{title}</h3>
      <ul>
        {words.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
