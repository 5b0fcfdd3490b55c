import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconLassoPolygon, IconMinus, IconPlus, IconZoomScan } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { PictureMenu } from './picture-menu.tsx';
import classes from './stage.module.css';
import type { Episode } from './use-episode.ts';
import type { Picture, Seen } from './use-picture.ts';

interface StageToolsProps {
  readonly episode: Episode;
  readonly picture: Picture;
  /** Whether something else than everything is shown. */
  readonly moved: boolean;
  /** Whether a drag selects instead of moving the picture. */
  readonly lasso?: boolean;
  onLasso?(lasso: boolean): void;
  onZoom(by: number): void;
  onFit(): void;
  readonly children?: ReactNode;
}

const seenNames: Readonly<Record<Seen, string>> = {
  space: '3-D',
  xz: 'Top x–z',
  xy: 'Front x–y',
  zy: 'Side z–y',
};

export function StageTools(props: StageToolsProps): ReactNode {
  const { episode, picture, onLasso } = props;
  const tools = [
    { label: 'Zoom in', key: '+', icon: <IconPlus size={15} />, act: () => props.onZoom(1.4) },
    { label: 'Zoom out', key: '−', icon: <IconMinus size={15} />, act: () => props.onZoom(1 / 1.4) },
    { label: 'Show everything', key: '0', icon: <IconZoomScan size={15} />, act: props.onFit, off: !props.moved },
  ];
  return (
    <div className={classes.tools}>
      {episode.header.dimensions === 3 && (
        <Select
          aria-label="Seen from"
          w={108}
          data={Object.entries(seenNames).map(([value, label]) => ({ value, label }))}
          value={picture.seen}
          onChange={(seen) => seen !== null && picture.setSeen(seen as Seen)}
          allowDeselect={false}
        />
      )}
      <PictureMenu episode={episode} picture={picture} />
      {props.children}
      {onLasso && (
        <Tooltip label="Select with a line around (Shift and drag)">
          <ActionIcon
            aria-label="Select with a line around"
            aria-pressed={props.lasso ?? false}
            variant={props.lasso ? 'filled' : 'default'}
            onClick={() => onLasso(!props.lasso)}
          >
            <IconLassoPolygon size={15} />
          </ActionIcon>
        </Tooltip>
      )}
      {tools.map(({ label, key, icon, act, off = false }) => (
        <Tooltip key={label} label={`${label} (${key})`}>
          <ActionIcon className={classes.zoom ?? ''} aria-label={label} onClick={act} disabled={off} variant="default">
            {icon}
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
