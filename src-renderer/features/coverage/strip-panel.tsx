import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { CoverageStrip } from '#shared/model/coverage.ts';
import { toPlace } from '../../client/place.ts';
import { countOf } from '../../format/number.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { paintOn } from '../../ui/paint-on.ts';
import { PointedLabel } from '../../ui/pointed-label.tsx';
import { roundTicks, tickText } from '../series/ticks.ts';
import { useDensity } from '../trajectory/use-painting.ts';
import classes from './strip.module.css';
import { medianOf, type Strip, type StripRow, swarm, tellDot, valueText } from './strip-dots.ts';
import { dotAt, type PlacedDot, paintDots } from './strip-picture.ts';

interface StripPanelProps {
  readonly database: string;
  readonly answer: CoverageStrip;
  readonly row: StripRow;
  readonly strip: Strip;
  readonly title: string;
  readonly step: readonly [one: string, many: string];
  /** Only the dots of this session are full and can be chosen; of all without it. */
  readonly session: string | undefined;
}

const HEIGHT = 78;

/** The dots of one side: pointed at they say whose they are, chosen they lead to their recording. */
export function StripPanel({ database, answer, row, strip, title, step, session }: StripPanelProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const dots = usePlaced(row, strip, session, width);
  const own = useMemo(() => dots.filter(({ faint }) => !faint), [dots]);
  const [pointed, setPointed] = useState<PlacedDot>();
  const here = pointed !== undefined && own.includes(pointed) ? pointed : undefined;
  const median = medianOf(own.map(({ dot }) => dot.value));
  const told = `${countOf(own.length, step)}${median === undefined ? '' : `, median ${valueText(median, answer.unit)}`}`;
  const find = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return dotAt(dots, event.clientX - box.left, event.clientY - box.top);
  };
  const open = (placed: PlacedDot | undefined) =>
    placed && toPlace({ at: 'episode', database, episode: placed.dot.of.id });
  const onKeyDown = (event: KeyboardEvent) => {
    const at = here === undefined ? -1 : own.indexOf(here);
    if (event.key === 'ArrowRight') setPointed(own[Math.min(at + 1, own.length - 1)]);
    else if (event.key === 'ArrowLeft') setPointed(own[Math.max(at - 1, 0)]);
    else if (event.key === 'Home') setPointed(own[0]);
    else if (event.key === 'End') setPointed(own.at(-1));
    else if (event.key === 'Enter') open(here);
    else return;
    event.preventDefault();
  };
  const value = here?.dot.value ?? median ?? row.from;
  return (
    <div className={classes.panel}>
      <p className={classes.told}>{told}</p>
      <div
        ref={frame}
        className={classes.stage}
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-valuemin={row.from}
        aria-valuemax={row.to}
        aria-valuenow={value}
        aria-valuetext={here === undefined ? told : tellDot(here.dot, answer, step[0])}
        data-pointed={here !== undefined}
        style={{ height: HEIGHT }}
        onPointerMove={(event) => setPointed(find(event))}
        onPointerLeave={() => setPointed(undefined)}
        onClick={(event) => open(find(event))}
        onKeyDown={onKeyDown}
        onBlur={() => setPointed(undefined)}
      >
        <Picture {...{ dots, width, median, row }} />
        {here !== undefined && (
          <Pointed here={here} dots={own} width={width} text={tellDot(here.dot, answer, step[0])} />
        )}
      </div>
      <Axis row={row} width={width} />
    </div>
  );
}

/** Where each dot lies; the others' first, so that they cover none that was asked for. */
function usePlaced(
  { from, to }: StripRow,
  { dots }: Strip,
  session: string | undefined,
  width: number,
): readonly PlacedDot[] {
  return useMemo(() => {
    const xs = dots.map(({ value }) => ((value - from) / (to - from)) * width);
    const ys = swarm(xs, HEIGHT - 8);
    const placed = dots.map((dot, at) => ({
      ...{ dot, x: xs[at] ?? 0, y: HEIGHT / 2 + (ys[at] ?? 0) },
      faint: session !== undefined && dot.of.session.id !== session,
    }));
    return [...placed.filter(({ faint }) => faint), ...placed.filter(({ faint }) => !faint)];
  }, [dots, from, to, session, width]);
}

interface PictureProps {
  readonly dots: readonly PlacedDot[];
  readonly width: number;
  readonly median: number | undefined;
  readonly row: StripRow;
}

function Picture({ dots, width, median, row: { from, to } }: PictureProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const density = useDensity();
  useEffect(() => {
    if (width === 0) return;
    paintOn(canvas.current, { width, height: HEIGHT }, density, (context) => paintDots(context, dots, scheme));
  }, [dots, width, density, scheme]);
  return (
    <>
      {median !== undefined && (
        <span className={classes.median} style={{ left: ((median - from) / (to - from)) * width }} />
      )}
      <canvas ref={canvas} style={{ width, height: HEIGHT }} />
    </>
  );
}

interface PointedProps {
  readonly here: PlacedDot;
  readonly dots: readonly PlacedDot[];
  readonly width: number;
  readonly text: string;
}

/** The dot, those of the same recording, and what it is. */
function Pointed({ here, dots, width, text }: PointedProps): ReactNode {
  return (
    <>
      <svg className={classes.rings} width={width} height={HEIGHT} aria-hidden="true">
        {dots.map((each, at) =>
          each.dot.episode === here.dot.episode ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: dots have no name but their place
            <circle key={at} cx={each.x} cy={each.y} r={5} data-here={each === here} />
          ) : null,
        )}
      </svg>
      <PointedLabel at={here} size={{ width, height: HEIGHT * 2 }}>
        {text}
      </PointedLabel>
    </>
  );
}

function Axis({ row: { from, to }, width }: { readonly row: StripRow; readonly width: number }): ReactNode {
  const ticks = roundTicks(from, to, width / 70);
  return (
    <div className={classes.axis} aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick} style={{ left: ((tick - from) / (to - from)) * width }}>
          {tickText(tick, ticks)}
        </span>
      ))}
    </div>
  );
}
