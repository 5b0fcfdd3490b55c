import { Button, useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { roundNumber } from '../../../format/number.ts';
import { useElementSize } from '../../../ui/data-grid/use-element-size.ts';
import { unitText } from '../../series/unit.ts';
import { ground } from '../ground.ts';
import { momentText } from '../moment.ts';
import type { Size } from '../projection.ts';
import { ShadeLegend } from '../shade-legend.tsx';
import classes from '../stage.module.css';
import type { StageProps } from '../stage.tsx';
import { LassoLine, PointedAgent, StageProgress } from '../stage-signs.tsx';
import { StageTools } from '../stage-tools.tsx';
import { paintSigns } from '../still/signs.ts';
import { trailFrames } from '../trail.ts';
import { useBackground } from '../use-background.ts';
import type { Episode } from '../use-episode.ts';
import { useShade } from '../use-picture.ts';
import type { From } from './camera.ts';
import type { SpaceScene } from './space-scene.ts';
import { type Space, useSpace } from './use-space.ts';
import { useSpaceHand } from './use-space-hand.ts';
import type { WallImages } from './walls.ts';

type SpaceStageProps = StageProps & { onLost(why: 'missing' | 'lost'): void };

/** The picture in space: drag turns it, drag with the right button moves it, the wheel zooms, a click picks, a line around selects. */
export function SpaceStage(props: SpaceStageProps): ReactNode {
  const { episode, selected, onPick, onLost, together } = props;
  const { header } = episode;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(frame);
  const scene = useSpaceScene(props);
  const [wanted, setFollow] = useState(false);
  const [only] = selected;
  const followed = wanted && selected.size === 1 ? only : undefined;
  const space = useSpace({ canvas, episode, scene, size, followed, poses: together.poses, onLost });
  useSpaceStill(props, { scene, space, size });
  const [lasso, setLasso] = useState(false);
  const hand = useSpaceHand({ picture: space.picture, size, onPick, lasso, onLasso: props.onLasso });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') onPick(undefined, false);
    const camera = space.picture.current?.camera;
    const act = camera && keys[event.key];
    if (camera && act) act(camera);
  };
  const look = (from: From) => {
    setFollow(false);
    space.picture.current?.look(from);
  };
  const name = hand.pointed && header.agents[hand.pointed.agent];
  return (
    <div className={classes.frame}>
      <div
        ref={frame}
        className={classes.stage}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes keys of its own
        tabIndex={0}
        aria-label={`Paths of ${header.agents.length} agents in space. W, A, S and D turn, plus and minus zoom, 0 shows everything`}
        data-pointed={hand.pointed !== undefined}
        data-lasso={lasso}
        onKeyDown={onKeyDown}
        {...hand.handlers}
      >
        <canvas ref={canvas} className={classes.canvas} />
        <LassoLine line={hand.line} />
      </div>
      {scene.shade && !props.bare && <ShadeLegend shade={scene.shade} />}
      {space.grid > 0 && (
        <div className={classes.scale}>
          Grid of {roundNumber(space.grid)} {unitText(header.unit ?? 'units')}
        </div>
      )}
      {hand.pointed && name && <PointedAgent mark={hand.pointed} size={size} name={name.id} type={name.type} />}
      <StageProgress store={episode.store} />
      {!props.bare && (
        <StageTools
          episode={episode}
          picture={props.picture}
          {...{ lasso }}
          onLasso={setLasso}
          moved
          onZoom={(by) => space.picture.current?.camera.zoom(by)}
          onFit={() => look('space')}
        >
          <Views onLook={look} />
          <Button
            variant={followed === undefined ? 'default' : 'filled'}
            size="compact-sm"
            aria-pressed={followed !== undefined}
            disabled={selected.size !== 1}
            onClick={() => setFollow(!wanted)}
          >
            Follow
          </Button>
          {props.tools}
        </StageTools>
      )}
    </div>
  );
}

const views: readonly { readonly from: From; readonly label: string }[] = [
  { from: 'top', label: 'Top' },
  { from: 'front', label: 'Front' },
  { from: 'side', label: 'Side' },
];

function Views({ onLook }: { onLook(from: From): void }): ReactNode {
  return (
    <Button.Group>
      {views.map(({ from, label }) => (
        <Button key={from} variant="default" size="compact-sm" onClick={() => onLook(from)}>
          {label}
        </Button>
      ))}
    </Button.Group>
  );
}

const TURN = Math.PI / 24;

const keys: Readonly<
  Record<string, (camera: { zoom(by: number): void; turn(x: number, y: number): void; look(from: From): void }) => void>
> = {
  '+': (camera) => camera.zoom(1.4),
  '-': (camera) => camera.zoom(1 / 1.4),
  '0': (camera) => camera.look('space'),
  a: (camera) => camera.turn(-TURN, 0),
  d: (camera) => camera.turn(TURN, 0),
  w: (camera) => camera.turn(0, -TURN),
  s: (camera) => camera.turn(0, TURN),
};

function useSpaceScene({ episode, looks, selected, picture, together, other }: SpaceStageProps): SpaceScene {
  const { header, cursor, step, store, database } = episode;
  const scheme = useComputedColorScheme('light');
  const shade = useShade(database, together.episodes, picture.colour);
  const trail = trailFrames(picture.trail, cursor.rate);
  const arrows = picture.arrows ? (header.frameRate ?? step) : 0;
  const images = useWallImages(episode);
  const { near } = picture;
  const { yDown } = header;
  const { bounds } = together;
  return useMemo(
    () => ({
      store,
      looks,
      selected,
      step,
      trail,
      arrows,
      near,
      shade,
      bounds,
      yDown,
      images,
      other,
      ...ground[scheme],
    }),
    [store, looks, selected, step, trail, arrows, near, shade, bounds, yDown, images, other, scheme],
  );
}

function useWallImages(episode: Episode): WallImages {
  const xy = useBackground(episode, 'xy').background;
  const xz = useBackground(episode, 'xz').background;
  const zy = useBackground(episode, 'zy').background;
  return useMemo(() => ({ ...(xy && { xy }), ...(xz && { xz }), ...(zy && { zy }) }), [xy, xz, zy]);
}

/** Lets the picture be saved and filmed, with its signs. */
function useSpaceStill(
  { episode, together }: SpaceStageProps,
  { scene, space, size }: { readonly scene: SpaceScene; readonly space: Space; readonly size: Size },
): void {
  const { header, cursor } = episode;
  const { picture, grid } = space;
  useEffect(
    () =>
      together.painters.join(header.episode, {
        kind: 'pixels',
        size,
        ground: scene.ground,
        paint: (context) => {
          // Drawn and copied at once: the graphics card keeps nothing for later.
          picture.current?.render();
          if (picture.current) context.drawImage(picture.current.canvas, 0, 0, size.width, size.height);
          const caption = `${header.label} · ${momentText(cursor.get().time, episode)}`;
          const note = `Grid of ${roundNumber(grid)} ${unitText(header.unit ?? 'units')}`;
          const { shade, ink } = scene;
          paintSigns(context, { size, shade, ink, caption, note, unit: header.unit, scale: undefined });
        },
      }),
    [together.painters, header, cursor, episode, picture, grid, scene, size],
  );
}
