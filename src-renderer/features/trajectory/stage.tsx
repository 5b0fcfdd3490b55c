import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import type { AgentLook } from './look.ts';
import type { Mark } from './marks.ts';
import { AXIS_NAMES, axesOf, fitView, type Plane, planeExtent, type View, zoomAt } from './projection.ts';
import type { Scene } from './scene.ts';
import classes from './stage.module.css';
import { AxesSign, PointedLabel, ScaleBar, StageProgress } from './stage-signs.tsx';
import { StageTools } from './stage-tools.tsx';
import type { Episode } from './use-episode.ts';
import { useHand } from './use-hand.ts';
import { usePainting } from './use-painting.ts';

interface StageProps {
  readonly episode: Episode;
  readonly looks: readonly AgentLook[];
  readonly selected: ReadonlySet<number>;
  readonly plane: Plane;
  /** Frames a trail reaches back. */
  readonly trail: number;
  onPlane(plane: Plane): void;
  onTrail(frames: number): void;
  onPick(agent: number | undefined, more: boolean): void;
}

const ground = {
  light: { ink: '#1b1f24', ground: '#ffffff' },
  dark: { ink: '#e6e9ed', ground: '#15181c' },
} as const;

/** The picture: everybody's paths, and where everybody is at the cursor. */
export function Stage(props: StageProps): ReactNode {
  const { episode, looks, selected, plane, trail } = props;
  const { header, cursor, step, store } = episode;
  const frame = useRef<HTMLDivElement>(null);
  const paths = useRef<HTMLCanvasElement>(null);
  const agents = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(frame);
  const scheme = useComputedColorScheme('light');
  const [moved, setMoved] = useState<{ readonly plane: Plane; readonly view: View }>();
  const axes = useMemo(() => axesOf(plane, header.yDown), [plane, header.yDown]);
  const fitted = useMemo(() => fitView(planeExtent(header.bounds, axes), size), [header.bounds, axes, size]);
  const view = moved?.plane === plane ? moved.view : fitted;
  const setView = (next: View) => setMoved({ plane, view: next });
  const scene = useMemo<Scene>(
    () => ({ store, looks, axes, view, size, selected, step, trail, ...ground[scheme] }),
    [store, looks, axes, view, size, selected, step, trail, scheme],
  );
  const painting = usePainting(paths, agents, scene, cursor);
  const hand = useHand({ stage: frame, scene, fitted, painting, setView, onPick: props.onPick });
  const zoom = (by: number) => setView(zoomAt(view, axes, size, [size.width / 2, size.height / 2], by, fitted));
  const onKeyDown = (event: KeyboardEvent) => {
    const act = { '+': () => zoom(1.4), '-': () => zoom(1 / 1.4), '0': () => setMoved(undefined) }[event.key];
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
        onKeyDown={onKeyDown}
        {...hand.handlers}
      >
        <canvas ref={paths} className={classes.canvas} />
        <canvas ref={agents} className={classes.canvas} />
      </div>
      <AxesSign axes={axes} />
      <ScaleBar scale={view.scale} unit={header.unit} />
      {hand.pointed && <Pointed episode={episode} mark={hand.pointed} />}
      <StageProgress store={store} />
      <StageTools
        plane={plane}
        planes={header.dimensions === 3 ? planes : []}
        trail={trail}
        moved={moved?.plane === plane}
        onPlane={props.onPlane}
        onTrail={props.onTrail}
        onZoom={zoom}
        onFit={() => setMoved(undefined)}
      />
    </div>
  );
}

const planes: readonly Plane[] = ['xz', 'xy', 'zy'];

const planeName = (plane: Plane): string => `${AXIS_NAMES.filter((name) => plane.includes(name)).join('–')} plane`;

function Pointed({ episode, mark }: { readonly episode: Episode; readonly mark: Mark }): ReactNode {
  const agent = episode.header.agents[mark.agent];
  return agent ? <PointedLabel mark={mark} name={agent.id} type={agent.type} /> : null;
}
