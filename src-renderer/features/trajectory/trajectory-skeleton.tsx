import type { ReactNode } from 'react';
import { useLater, Waiting } from '../../ui/waiting.tsx';
import classes from './trajectory-view.module.css';

/** The shape of the page while its header is read. */
export function TrajectorySkeleton(): ReactNode {
  const shape = useLater(150);
  return (
    <div className={classes.page} aria-busy="true">
      {shape && (
        <div className={classes.skeleton} aria-hidden="true">
          <span className={classes.boneLine} />
          <div className={classes.boneRow}>
            <div className={classes.boneColumn}>
              <span className={classes.boneStage} />
              <span className={classes.boneBar} />
              <span className={classes.boneChart} />
            </div>
            <span className={classes.boneSide} />
          </div>
        </div>
      )}
      <Waiting />
    </div>
  );
}
