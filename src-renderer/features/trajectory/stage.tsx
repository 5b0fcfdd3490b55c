import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { type Background, placeOf } from './background.ts';
import type { Other } from './compare/other.ts';
import type { Together } from './compare/use-compared.ts';
import { ground } from './ground.ts';
import type { AgentLook } from './look.ts';
import type { Mark } from './marks.ts';
import { momentText } from './moment.ts';
import { paintAgents } from './paint-agents.ts';
import { paintPaths } from './paint-paths.ts';
import { AXIS_NAMES, axesOf, fitView, type Plane, planeExtent, type Size, type View, zoomAt } from './projection.ts';
import type { Scene } from './scene.ts';
import { ShadeLegend } from './shade-legend.tsx';
import classes from './stage.module.css';
import { AxesSign, LassoLine, PointedAgent, ScaleBar, StageProgress } from './stage-signs.tsx';
import { StageTools } from './stage-tools.tsx';
import { paintSigns } from './still/signs.ts';
import { trailFrames } from './trail.ts';
import { useBackground } from './use-background.ts';
import type { Episode } from './use-episode.ts';
import { useHand } from './use-hand.ts';
import { usePainting } from './use-painting.ts';
import { type Picture, useShade } from './use-picture.ts';

export interface StageProps {
  readonly episode: Episode;
  readonly looks: readonly AgentLook[];
  readonly selected: ReadonlySet<number>;
  readonly picture: Picture;
  onPick(agent: number | undefined, more: boolean): void;
  /** Agents that a line was drawn around. */
  onLasso(agents: readonly number[], more: boolean): void;
  /** What this picture shares with others beside it. */
  readonly together: Together;
  /** Another episode, whose agents are drawn beside their counterparts. */
  readonly other?: Other | undefined;
  /** Further tools of the picture. */
  readonly tools?: ReactNode;
  /** Without tools: those of the first picture are for all. */
  readonly bare?: boolean;
}

/** The picture on a plane: everybody's paths, and where everybody is at the cursor. */
export function Stage(props: StageProps & { readonly plane: Plane }): ReactNode {
  const { episode, looks, selected, plane, picture, together, other } = props;
  const { header, cursor, step, store } = episode;
  const frame = useRef<HTMLDivElement>(null);
  const paths = useRef<HTMLCanvasElement>(null);
  const agents = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(frame);
  const scheme = useComputedColorScheme('light');
  const [lasso, setLasso] = useState(false);
  const { moved, onMoved } = together;
  const axes = useMemo(() => axesOf(plane, header.yDown), [plane, header.yDown]);
  const bounds = useMemo(() => planeExtent(together.bounds, axes), [together.bounds, axes]);
  const fitted = useMemo(() => fitView(bounds, size), [bounds, size]);
  const view = moved?.plane === plane ? moved.view : fitted;
  const setView = (next: View) => onMoved({ plane, view: next });
  const shade = useShade(episode.database, together.episodes, picture.colour);
  const trail = trailFrames(picture.trail, cursor.rate);
  const arrows = picture.arrows ? (header.frameRate ?? step) : 0;
  const { near } = picture;
  const scene = useMemo<Scene>(
    () => ({
      ...{ store, looks, axes, view, size, selected, step, trail, arrows, near, shade, bounds, other },
      ...ground[scheme],
    }),
    [store, looks, axes, view, size, selected, step, trail, arrows, near, shade, bounds, other, scheme],
  );
  const painting = usePainting(paths, agents, scene, cursor);
  const { background } = useBackground(episode, plane);
  useStill(props, scene, background);
  const { onPick, onLasso } = props;
  const hand = useHand({ stage: frame, scene, fitted, painting, setView, onPick, lasso, onLasso });
  const zoom = (by: number) => setView(zoomAt(view, axes, size, [size.width / 2, size.height / 2], by, fitted));
  const onKeyDown = (event: KeyboardEvent) => {
    const act = { '+': () => zoom(1.4), '-': () => zoom(1 / 1.4), '0': () => onMoved(undefined) }[event.key];
    if (act && !event.ctrlKey && !event.metaKey) act();
    if (event.key === 'Escape') props.onPick(undefined, false);
  };
  return (
    <div className={classes.frame}>
      <div
        ref={frame}
        className={classes.stage}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes keys of its own: plus, minus, 0, Escape
        tabIndex={0}
        aria-label={`Paths of ${header.agents.length} agents, ${planeName(plane)}. Plus and minus zoom, 0 shows everything`}
        data-pointed={hand.pointed !== undefined}
        data-lasso={lasso}
        onKeyDown={onKeyDown}
        {...hand.handlers}
      >
        {background && <Behind background={background} scene={scene} />}
        <canvas ref={paths} className={classes.canvas} />
        <canvas ref={agents} className={classes.canvas} />
        <LassoLine line={hand.line} />
      </div>
      <AxesSign axes={axes} />
      <ScaleBar scale={view.scale} unit={header.unit} />
      {hand.pointed && <Pointed {...{ episode, size }} mark={hand.pointed} />}
      {shade && !props.bare && <ShadeLegend shade={shade} />}
      <StageProgress store={store} />
      {!props.bare && (
        <StageTools
          {...{ episode, picture, lasso }}
          moved={moved?.plane === plane}
          onLasso={setLasso}
          onZoom={zoom}
          onFit={() => onMoved(undefined)}
        >
          {props.tools}
        </StageTools>
      )}
    </div>
  );
}

const planeName = (plane: Plane): string => `${AXIS_NAMES.filter((name) => plane.includes(name)).join('–')} plane`;

function Pointed({
  episode,
  mark,
  size,
}: {
  readonly episode: Episode;
  readonly mark: Mark;
  readonly size: Size;
}): ReactNode {
  const agent = episode.header.agents[mark.agent];
  return agent ? <PointedAgent {...{ mark, size }} name={agent.id} type={agent.type} /> : null;
}

/** What lies behind everything, moved with it. */
function Behind({ background: { name, image, extent }, scene }: BehindProps): ReactNode {
  const { x, y, width, height } = placeOf(extent, scene.view, scene.axes, scene.size);
  return (
    <img
      className={classes.behind}
      alt={`Behind the picture: ${name}`}
      src={image.src}
      draggable={false}
      style={{ left: x, top: y, width, height }}
    />
  );
}

interface BehindProps {
  readonly background: Background;
  readonly scene: Scene;
}

/** Lets the picture be saved and filmed, with its signs. */
function useStill({ episode, together }: StageProps, scene: Scene, background: Background | undefined): void {
  const { header, cursor } = episode;
  const { painters } = together;
  useEffect(
    () =>
      painters.join(header.episode, {
        kind: 'lines',
        size: scene.size,
        ground: scene.ground,
        paint: (brush) => {
          const { time } = cursor.get();
          if (background !== undefined) {
            const { x, y, width, height } = placeOf(background.extent, scene.view, scene.axes, scene.size);
            brush.drawImage(background.image, x, y, width, height);
          }
          paintPaths(brush, scene);
          if (scene.store.has(time)) paintAgents(brush, scene, time, undefined);
          const caption = `${header.label} · ${momentText(time, episode)}`;
          const { size, shade, ink, view } = scene;
          paintSigns(brush, { size, shade, ink, caption, unit: header.unit, scale: view.scale });
        },
      }),
    [painters, header, cursor, episode, scene, background],
  );
}
