import type { ReactNode } from 'react';
import { LevelChoice } from './level-choice.tsx';
import { MeasureChoice } from './measure-choice.tsx';
import classes from './trends.module.css';
import type { ViewProps } from './trends-page.tsx';

/** What is drawn: which measures, of whom. */
export function Chooser(props: ViewProps): ReactNode {
  return (
    <aside className={classes.chooser} aria-label="What is drawn">
      <MeasureChoice {...props} />
      <LevelChoice {...props} />
    </aside>
  );
}
