import { type ReactNode, useState } from 'react';
import type { AgentLook } from '../look.ts';
import { ReplayStage } from '../replay-stage.tsx';
import { StillMenu } from '../still/still-menu.tsx';
import type { Episode } from '../use-episode.ts';
import type { Picture } from '../use-picture.ts';
import { Companion } from './companion.tsx';
import classes from './compare.module.css';
import { CompareMenu } from './compare-menu.tsx';
import { DifferenceSign } from './difference-sign.tsx';
import type { Other } from './other.ts';
import { PaneHead } from './pane-head.tsx';
import { useCompared, useTogether } from './use-compared.ts';

interface PanesProps {
  readonly episode: Episode;
  readonly looks: readonly AgentLook[];
  readonly selected: ReadonlySet<number>;
  readonly picture: Picture;
  onPick(agent: number | undefined, more: boolean): void;
  onLasso(agents: readonly number[], more: boolean): void;
  readonly tools?: ReactNode;
}

/** The picture of an episode, and those of others beside it. */
export function Panes({ tools, ...props }: PanesProps): ReactNode {
  const { episode, picture, selected, onPick, onLasso } = props;
  const compared = useCompared();
  const together = useTogether(episode.database, episode.header, compared.others);
  const [other, setOther] = useState<Other>();
  const [first] = compared.others;
  const shown = compared.difference && first !== undefined ? other : undefined;
  return (
    <div className={classes.area}>
      <div className={classes.panes}>
        <section className={classes.pane} aria-label={episode.header.label}>
          {compared.others.length > 0 && <PaneHead episode={episode} compared={compared} at={0} />}
          <ReplayStage
            {...props}
            together={together}
            other={shown}
            tools={
              <>
                <CompareMenu episode={episode} compared={compared} />
                <StillMenu episode={episode} together={together} />
                {tools}
              </>
            }
          />
        </section>
        {compared.others.map((id, index) => (
          <Companion
            key={id}
            leader={episode}
            {...{ id, compared, picture, together, selected, onPick, onLasso }}
            at={index + 1}
            onOther={index === 0 ? setOther : ignore}
          />
        ))}
      </div>
      {shown && <DifferenceSign episode={episode} other={shown} />}
    </div>
  );
}

const ignore = (): void => undefined;
