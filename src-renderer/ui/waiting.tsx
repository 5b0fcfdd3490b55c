import { clsx } from 'clsx';
import { type ReactNode, useEffect, useState } from 'react';
import classes from './states.module.css';

interface WaitingProps {
  /** Draw rows where the real ones will be. */
  readonly skeleton?: boolean;
  /** Lies over what it is about, which has its place already; else rows that are drawn take a place of their own. */
  readonly over?: boolean;
  /** What is being done, where it may take long. */
  readonly words?: string;
  cancel?(): void;
}

/** Nothing for 150 ms, then the shape of what comes; after half a second a moving line, the words and, where possible, *Cancel*. */
export function Waiting({ skeleton = false, over = false, words, cancel }: WaitingProps): ReactNode {
  const shape = useLater(150);
  const slow = useLater(500);
  return (
    <div
      className={clsx(classes.waiting, skeleton && !over && classes.shape)}
      role="status"
      aria-label={words ?? 'Reading…'}
    >
      {slow && <div className={classes.line} />}
      {skeleton && shape && <Skeleton />}
      {slow && cancel !== undefined && (
        <div className={classes.doing}>
          {words !== undefined && <span className={classes.words}>{words}</span>}
          <button type="button" className={classes.cancel} onClick={cancel}>
            Cancel
          </button>
        </div>
      )}
    </div>
  );
}

const widths = [62, 48, 71, 55, 66, 43, 58, 69, 51, 64];

function Skeleton(): ReactNode {
  return (
    <div className={classes.skeleton} aria-hidden="true">
      {widths.map((width) => (
        <div key={width} className={classes.skeletonRow}>
          <span style={{ width: `${width / 3}%` }} />
          <span style={{ width: '9%' }} />
          <span style={{ width: `${width / 8}%` }} />
          <span style={{ width: '7%' }} />
        </div>
      ))}
    </div>
  );
}

/** True once this has been on screen for so many milliseconds. */
export function useLater(milliseconds: number): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return later;
}
