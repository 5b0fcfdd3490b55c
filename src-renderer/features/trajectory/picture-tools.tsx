import { ActionIcon, Tooltip } from '@mantine/core';
import { IconGrid4x4 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { toPlace } from '../../client/place.ts';
import type { Episode } from './use-episode.ts';
import type { Picture } from './use-picture.ts';

/** What leads on from the picture. */
export function PictureTools({
  episode,
  picture,
}: {
  readonly episode: Episode;
  readonly picture: Picture;
}): ReactNode {
  const { database, header } = episode;
  const label = 'Where agents are in this episode';
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        aria-label={label}
        onClick={() =>
          toPlace(
            { at: 'density', database },
            { episode: header.episode, ...(picture.seen !== 'space' && { plane: picture.seen }) },
          )
        }
      >
        <IconGrid4x4 size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
