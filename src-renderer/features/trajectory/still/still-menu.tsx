import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconCamera, IconPlayerStopFilled } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { failureOf } from '../../../client/failure.ts';
import { giveFile } from '../../../ui/give-file.ts';
import { say } from '../../../ui/toast.ts';
import type { Together } from '../compare/use-compared.ts';
import { timeText } from '../moment.ts';
import type { Episode } from '../use-episode.ts';
import { filmType, Recorder } from './recorder.ts';

interface StillMenuProps {
  readonly episode: Episode;
  readonly together: Together;
}

/** The picture, or all of them side by side, as a still or a film. */
export function StillMenu({ episode, together }: StillMenuProps): ReactNode {
  const film = useFilm({ episode, together });
  const { painters, episodes } = together;
  const name = () => `${episode.header.label} ${timeText(episode.cursor.get().time, null)}`;
  if (film.running) {
    return (
      <Button size="compact-sm" color="red" leftSection={<IconPlayerStopFilled size={13} />} onClick={film.stop}>
        Stop recording
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
        <Menu.Item disabled={film.type === undefined} onClick={film.start}>
          {film.type === undefined ? 'This window cannot record films' : 'Play and record as WebM'}
        </Menu.Item>
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

/** Plays and films until the end, or until it is stopped or paused. */
function useFilm({ episode, together }: StillMenuProps) {
  const [running, setRunning] = useState(false);
  const recorder = useRef<Recorder>(undefined);
  const { cursor, header } = episode;
  const { painters, episodes } = together;
  const type = filmType();
  const stop = async () => {
    const film = recorder.current;
    recorder.current = undefined;
    setRunning(false);
    cursor.pause();
    if (film) giveFile([await film.stop()], 'video/webm', header.label, '.webm');
  };
  const start = () => {
    if (type === undefined) return;
    try {
      recorder.current = new Recorder(painters, episodes, type);
      cursor.play();
      setRunning(true);
    } catch (thrown) {
      say({ text: `Nothing was recorded: ${failureOf(thrown).message}`, tone: 'bad' });
    }
  };
  const latest = useRef(stop);
  useEffect(() => {
    latest.current = stop;
  });
  useEffect(() => {
    if (!running) return;
    return cursor.subscribe(() => {
      if (!cursor.get().playing) void latest.current();
    });
  }, [running, cursor]);
  useEffect(() => () => void recorder.current?.stop(), []);
  return { running, type, start, stop: () => void stop() };
}
