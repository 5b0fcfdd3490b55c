import { useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type PointerEvent, type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { unpackColumns } from '#shared/model/bulk.ts';
import { client } from '../../client/client.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { paintOn } from '../../ui/paint-on.ts';
import classes from './play-bar.module.css';
import { type StripBar, stripBars } from './strip-bins.ts';
import type { Episode } from './use-episode.ts';
import { useDensity } from './use-painting.ts';
import { useFirstPicture } from './use-wants.ts';

/** Width of a part of time at least, and height of the strip, in CSS pixels. */
const BAR = 3;
const HEIGHT = 16;

const colours = {
  light: { bar: '#7f9fb5', gap: '#b42318' },
  dark: { bar: '#4d6a80', gap: '#ff8178' },
} as const;

/**
 * How much data there is along the time, gaps marked. A click or a drag goes there; a drag with Shift makes the part that
 * is played over and over. The slider above it does the same for the keyboard, `[` and `]` mark the part.
 */
export function TimeStrip({ episode }: { readonly episode: Episode }): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useElementSize(frame);
  const scheme = useComputedColorScheme('light');
  const frames = Math.round((episode.last - episode.first) / episode.step) + 1;
  const bars = useBars(episode, Math.min(Math.floor(width / BAR), frames, 4000));
  const density = useDensity();
  useEffect(
    () => paintOn(canvas.current, { width, height: HEIGHT }, density, (context) => paint(context, bars, width, scheme)),
    [bars, width, density, scheme],
  );
  const { cursor, first, last } = episode;
  const drag = useRef<number>(undefined);
  const [choosing, setChoosing] = useState<readonly [number, number]>();
  const timeAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return first + Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * (last - first);
  };
  const stop = () => {
    drag.current = undefined;
    setChoosing(undefined);
  };
  const end = (event: PointerEvent<HTMLElement>) => {
    if (choosing) cursor.setPart([choosing[0], timeAt(event)]);
    stop();
  };
  return (
    <div
      ref={frame}
      className={classes.strip}
      data-testid="time strip"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = timeAt(event);
        if (event.shiftKey) setChoosing([drag.current, drag.current]);
        else cursor.seek(drag.current);
      }}
      onPointerMove={(event) => {
        if (drag.current === undefined) return;
        if (choosing) setChoosing([choosing[0], timeAt(event)]);
        else cursor.seek(timeAt(event));
      }}
      onPointerUp={end}
      onPointerCancel={stop}
    >
      <canvas ref={canvas} />
      <Part episode={episode} choosing={choosing} />
    </div>
  );
}

function Part({
  episode,
  choosing,
}: {
  readonly episode: Episode;
  readonly choosing: readonly [number, number] | undefined;
}) {
  const { cursor, first, last } = episode;
  const kept = useSyncExternalStore(cursor.subscribe, () => cursor.get().part);
  const part = choosing ?? kept;
  if (!part) return null;
  const share = (time: number) => ((time - first) / (last - first)) * 100;
  return (
    <div
      className={classes.part}
      style={{ left: `${share(Math.min(...part))}%`, right: `${100 - share(Math.max(...part))}%` }}
    />
  );
}

/** Counted by the engine over all rows, after the first picture. */
function useBars(episode: Episode, bins: number): readonly StripBar[] {
  const { database, header, first, last, step } = episode;
  const even = header.time?.even ?? false;
  const ready = useFirstPicture(episode);
  const asked = useQuery({
    queryKey: ['trajectory', 'strip', { database, episode: header.episode }, { first, last, step, even, bins }],
    enabled: ready && bins > 0 && last > first,
    queryFn: async ({ signal }) => {
      const input = { database, episode: header.episode, from: first, to: last, bins };
      const bytes = await client.trajectory.strip(input, { signal });
      const { rows, frames } = unpackColumns(await bytes.arrayBuffer());
      return rows && frames ? stripBars({ rows, frames }, [first, last], { step, even }) : [];
    },
  });
  return asked.data ?? nothing;
}

const nothing: readonly StripBar[] = [];

/** A bar per part, apart from each other where there is room; what is missing hangs from above in a colour of its own. */
function paint(
  context: CanvasRenderingContext2D,
  bars: readonly StripBar[],
  width: number,
  scheme: 'light' | 'dark',
): void {
  const { bar, gap } = colours[scheme];
  const edge = (at: number) => Math.round((at * width) / bars.length);
  bars.forEach(({ height: share, missing }, at) => {
    const high = share > 0 ? Math.max(share * (HEIGHT - 4), 1) : 0;
    const [left, right] = [edge(at), edge(at + 1)];
    context.fillStyle = bar;
    context.fillRect(left, HEIGHT - high, right - left - 1, high);
    context.fillStyle = gap;
    if (missing > 0) context.fillRect(left, 0, right - left, 1 + 2 * missing);
  });
}
