import { type ReactNode, useEffect, useState } from 'react';
import { fetched } from '../../ui/fetched.tsx';
import classes from './stage.module.css';
import { Stage, type StageProps } from './stage.tsx';
import { useSeen } from './use-picture.ts';

/** Drawing in space comes in a piece of its own: most people never need it. */
const fetchSpace = () => import('./space/space-stage.tsx');

/** Fetches it ahead, where the address says that it will be needed. */
export function useSpaceAhead(): void {
  const isWanted = useSeen() === 'space';
  useEffect(() => {
    // Whoever draws it tells why it did not come.
    if (isWanted) fetchSpace().catch(() => undefined);
  }, [isWanted]);
}

const SpaceStage = fetched(async () => (await fetchSpace()).SpaceStage);

const sentences = {
  missing: 'This window cannot draw in 3-D (there is no WebGL here), so this is the view from the top',
  lost: 'The graphics card stopped drawing in 3-D, so this is the view from the top',
} as const;

/** The picture, flat or in space. Where space cannot be drawn it is flat, and says so. */
export function ReplayStage(props: StageProps): ReactNode {
  const { seen } = props.picture;
  const [lost, setLost] = useState<keyof typeof sentences>();
  if (seen === 'space' && lost === undefined) {
    return <SpaceStage key={props.episode.header.episode} {...props} onLost={setLost} />;
  }
  return (
    <div className={classes.frame}>
      <Stage {...props} plane={seen === 'space' ? 'xz' : seen} />
      {seen === 'space' && lost !== undefined && (
        <div className={classes.notice} role="status">
          {sentences[lost]}{' '}
          <button type="button" className={classes.again} onClick={() => setLost(undefined)}>
            Try again
          </button>
        </div>
      )}
    </div>
  );
}
