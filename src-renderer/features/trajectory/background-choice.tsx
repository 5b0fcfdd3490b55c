import { Button, FileButton, NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { say } from '../../ui/toast.ts';
import { unitText } from '../series/unit.ts';
import { type Background, firstExtent, readImage, useBackground } from './background.ts';
import { AXIS_NAMES, axesOf, type Extent2, type Plane, planeExtent } from './projection.ts';
import classes from './stage.module.css';
import type { Episode } from './use-episode.ts';

interface BackgroundChoiceProps {
  readonly episode: Episode;
  readonly plane: Plane;
}

/** The image behind a flat picture (a floor plan, a frame of the film), and from where to where it reaches. */
export function BackgroundChoice({ episode, plane }: BackgroundChoiceProps): ReactNode {
  const [background, setBackground] = useBackground(episode, plane);
  const { header } = episode;
  const axes = axesOf(plane, header.yDown);
  const take = (file: File | null) => {
    if (file === null) return;
    readImage(file).then(
      (image) => {
        const extent = firstExtent(image, header.unit, planeExtent(header.bounds, axes));
        setBackground({ name: file.name, image, extent });
      },
      (thrown: unknown) => say({ text: thrown instanceof Error ? thrown.message : String(thrown), tone: 'bad' }),
    );
  };
  return (
    <>
      <div className={classes.background}>
        <FileButton accept="image/*" onChange={take} inputProps={{ 'aria-label': 'Image behind the picture' }}>
          {(props) => (
            <Button variant="default" size="compact-sm" {...props}>
              {background === undefined ? 'Image behind it…' : 'Another image…'}
            </Button>
          )}
        </FileButton>
        {background !== undefined && (
          <Button variant="subtle" size="compact-sm" onClick={() => setBackground(undefined)}>
            Remove it
          </Button>
        )}
      </div>
      {background !== undefined && (
        <Reach
          {...{ background }}
          names={[AXIS_NAMES[axes.across], AXIS_NAMES[axes.along]]}
          unit={unitText(header.unit ?? 'units')}
          onReach={(extent) => setBackground({ ...background, extent })}
        />
      )}
    </>
  );
}

interface ReachProps {
  readonly background: Background;
  readonly names: readonly [string, string];
  readonly unit: string;
  onReach(extent: Extent2): void;
}

/** The ends of the image along both axes. */
function Reach({ background: { name, extent }, names, unit, onReach }: ReachProps): ReactNode {
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
