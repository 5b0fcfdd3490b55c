import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconMinus, IconPlus, IconZoomScan } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Plane } from './projection.ts';
import classes from './stage.module.css';

interface StageToolsProps {
  readonly plane: Plane;
  /** Planes to choose from; none for two dimensions. */
  readonly planes: readonly Plane[];
  readonly trail: number;
  /** Whether something else than everything is shown. */
  readonly moved: boolean;
  onPlane(plane: Plane): void;
  onTrail(frames: number): void;
  onZoom(by: number): void;
  onFit(): void;
}

const planeNames: Readonly<Record<Plane, string>> = { xz: 'Top x–z', xy: 'Front x–y', zy: 'Side z–y' };

export const TRAILS: readonly number[] = [0, 15, 60, 150, 300, 1000];

const trailName = (frames: number): string => (frames === 0 ? 'No trails' : `Trails ${frames}`);

export function StageTools(props: StageToolsProps): ReactNode {
  const tools = [
    { label: 'Zoom in', key: '+', icon: <IconPlus size={15} />, act: () => props.onZoom(1.4) },
    { label: 'Zoom out', key: '−', icon: <IconMinus size={15} />, act: () => props.onZoom(1 / 1.4) },
    { label: 'Show everything', key: '0', icon: <IconZoomScan size={15} />, act: props.onFit, off: !props.moved },
  ];
  return (
    <div className={classes.tools}>
      {props.planes.length > 0 && (
        <Select
          aria-label="Seen from"
          w={108}
          data={props.planes.map((plane) => ({ value: plane, label: planeNames[plane] }))}
          value={props.plane}
          onChange={(plane) => plane !== null && props.onPlane(plane as Plane)}
          allowDeselect={false}
        />
      )}
      <Select
        aria-label="Length of trails in frames"
        w={112}
        data={TRAILS.map((frames) => ({ value: String(frames), label: trailName(frames) }))}
        value={String(props.trail)}
        onChange={(frames) => frames !== null && props.onTrail(Number(frames))}
        allowDeselect={false}
      />
      {tools.map(({ label, key, icon, act, off = false }) => (
        <Tooltip key={label} label={`${label} (${key})`}>
          <ActionIcon aria-label={label} onClick={act} disabled={off} variant="default">
            {icon}
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
