import { ActionIcon, Button, Loader, Menu, Tooltip } from '@mantine/core';
import { IconCamera, IconPlayerStopFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { giveFile } from '../../../ui/give-file.ts';
import { say } from '../../../ui/toast.ts';
import type { Together } from '../compare/use-compared.ts';
import { timeText } from '../moment.ts';
import type { Episode } from '../use-episode.ts';
import { filmKinds } from './film.ts';
import { useFilm } from './use-film.ts';

interface StillMenuProps {
  readonly episode: Episode;
  readonly together: Together;
}

/** The picture, or all of them side by side, as a still or a film. */
export function StillMenu({ episode, together }: StillMenuProps): ReactNode {
  const film = useFilm(episode, together);
  const { painters, episodes } = together;
  const name = () => `${episode.header.label} ${timeText(episode.cursor.get().time, null)}`;
  if (film.state === 'filming') {
    return (
      <Button size="compact-sm" color="red" leftSection={<IconPlayerStopFilled size={13} />} onClick={film.stop}>
        Stop recording
      </Button>
    );
  }
  if (film.state === 'making') {
    return (
      <Button size="compact-sm" variant="default" leftSection={<Loader size={12} />} onClick={film.drop}>
        Making the file… Cancel
      </Button>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label="Save the picture or a film">
          <ActionIcon variant="default" aria-label="Save the picture or a film">
            <IconCamera size={15} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void savePng(together, name())}>Save as PNG</Menu.Item>
        <Menu.Item
          disabled={!painters.areLines(episodes)}
          onClick={() => giveFile([painters.svg(episodes)], 'image/svg+xml', name(), '.svg')}
        >
          Save as SVG
        </Menu.Item>
        {filmKinds().map((kind) => (
          <Menu.Item key={kind.ending} disabled={kind.lack !== undefined} onClick={() => film.start(kind)}>
            {kind.lack ?? kind.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Twice as sharp as the page, for print. */
const SHARP = 2;

async function savePng({ painters, episodes }: Together, name: string): Promise<void> {
  const { width, height } = painters.size(episodes);
  const canvas = document.createElement('canvas');
  canvas.width = width * SHARP;
  canvas.height = height * SHARP;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(SHARP, SHARP);
  painters.paint(context, episodes);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) giveFile([blob], 'image/png', name, '.png');
  else say({ text: 'The picture is too large to be saved: make the window smaller', tone: 'bad' });
}
