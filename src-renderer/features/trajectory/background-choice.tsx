import { Button, FileButton, NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { KeptBackground } from '#shared/model/background.ts';
import { unitText } from '../series/unit.ts';
import { firstExtent } from './background.ts';
import { AXIS_NAMES, axesOf, type Extent2, planeExtent } from './projection.ts';
import classes from './stage.module.css';
import { moveBackground, placeOn, putBackground, removeBackground, useBackground } from './use-background.ts';
import type { Episode } from './use-episode.ts';
import type { Seen } from './use-picture.ts';

interface BackgroundChoiceProps {
  readonly episode: Episode;
  readonly seen: Seen;
}

/** The image behind a picture (a floor plan, a frame of the film), and from where to where it reaches. In space: the floor's. */
export function BackgroundChoice({ episode, seen }: BackgroundChoiceProps): ReactNode {
  const plane = seen === 'space' ? 'xz' : seen;
  const { kept, background, problem } = useBackground(episode, plane);
  const { header } = episode;
  const axes = axesOf(plane, header.yDown);
  const take = (file: File | null) => {
    const extentOf = (image: HTMLImageElement) => firstExtent(image, header.unit, planeExtent(header.bounds, axes));
    if (file !== null) void putBackground(placeOn(episode, plane), file, extentOf);
  };
  return (
    <>
      <div className={classes.background}>
        <FileButton accept="image/*" onChange={take} inputProps={{ 'aria-label': 'Image behind the picture' }}>
          {(props) => (
            <Button variant="default" size="compact-sm" {...props}>
              {kept !== undefined ? 'Another image…' : seen === 'space' ? 'Image on the floor…' : 'Image behind it…'}
            </Button>
          )}
        </FileButton>
        {kept !== undefined && (
          <Button variant="subtle" size="compact-sm" onClick={() => void removeBackground(kept, background)}>
            Remove it
          </Button>
        )}
      </div>
      {problem !== undefined && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      {kept !== undefined && background !== undefined && (
        <Reach
          {...{ kept }}
          names={[AXIS_NAMES[axes.across], AXIS_NAMES[axes.along]]}
          unit={unitText(header.unit ?? 'units')}
          onReach={(extent) => void moveBackground(kept, extent)}
        />
      )}
    </>
  );
}

interface ReachProps {
  readonly kept: KeptBackground;
  readonly names: readonly [string, string];
  readonly unit: string;
  onReach(extent: Extent2): void;
}

/** The ends of the image along both axes. */
function Reach({ kept: { name, extent }, names, unit, onReach }: ReachProps): ReactNode {
  const set = (axis: 0 | 1, end: 0 | 1, value: number) => {
    const next: [[number, number], [number, number]] = [[...extent[0]], [...extent[1]]];
    next[axis][end] = value;
    // An image of no width shows nothing.
    if (next[axis][0] < next[axis][1]) onReach(next);
  };
  return (
    <div className={classes.reach}>
      <p>
        {name} reaches, in {unit},
      </p>
      {([0, 1] as const).map((axis) =>
        ([0, 1] as const).map((end) => (
          <NumberInput
            key={`${axis} ${end}`}
            size="xs"
            label={`${names[axis]} ${end === 0 ? 'from' : 'to'}`}
            value={extent[axis][end]}
            onChange={(value) => typeof value === 'number' && set(axis, end, value)}
          />
        )),
      )}
    </div>
  );
}
