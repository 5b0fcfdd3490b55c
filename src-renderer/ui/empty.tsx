import type { ReactNode } from 'react';
import classes from './states.module.css';

interface EmptyProps {
  readonly icon?: ReactNode;
  /** What would be here. */
  readonly title: string;
  readonly text?: ReactNode;
  /** The one thing to do. */
  readonly children?: ReactNode;
}

/** Nothing here: says what would be, and the one thing to do. */
export function Empty({ icon, title, text, children }: EmptyProps): ReactNode {
  return (
    <div className={classes.empty}>
      {icon}
      <p className={classes.sentence}>{title}</p>
      {text !== undefined && <p className={classes.text}>{text}</p>}
      {children}
    </div>
  );
}
