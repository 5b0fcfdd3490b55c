import { ActionIcon, Button, NumberInput, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { timeText } from '../moment.ts';
import type { Episode } from '../use-episode.ts';
import classes from './compare.module.css';
import type { Compared } from './use-compared.ts';

interface PaneHeadProps {
  readonly episode: Episode;
  readonly compared: Compared;
  /** Which of the pictures, from 0. */
  readonly at: number;
  onRemove?(): void;
  /** What the picture cannot show at this moment. */
  readonly outside?: string | undefined;
}

/** Which episode a picture shows, and which of its frames. */
export function PaneHead({ episode, compared, at, onRemove, outside }: PaneHeadProps): ReactNode {
  const { cursor, header } = episode;
  const time = useSyncExternalStore(cursor.subscribe, () => cursor.get().time);
  const title = header.time?.title ?? 'Time';
  return (
    <div className={classes.head}>
      <b className={classes.name} title={header.label}>
        {header.label}
      </b>
      <span className={classes.quiet} data-testid={`moment ${at}`}>
        {outside ?? `${title} ${timeText(time, header.time)}`}
      </span>
      {compared.sync === 'event' && (
        <>
          <NumberInput
            aria-label={`${title} of the event in ${header.label}`}
            w={76}
            hideControls
            placeholder="event"
            value={compared.events[at] ?? ''}
            onChange={(value) => compared.setEvent(at, typeof value === 'number' ? value : undefined)}
          />
          <Button variant="default" size="compact-xs" onClick={() => compared.setEvent(at, time)}>
            Here
          </Button>
        </>
      )}
      {onRemove && (
        <Tooltip label="Watch without it">
          <ActionIcon size={20} aria-label={`Watch without ${header.label}`} onClick={onRemove}>
            <IconX size={13} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}
