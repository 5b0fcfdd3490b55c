import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { BandsAnswer, StatesOverview } from '#shared/model/states.ts';
import type { Range } from '../../client/query-words.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { paintOn } from '../../ui/paint-on.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { AtCursor } from './at-cursor.tsx';
import { heightOf, nextChange, rowsOf } from './band-rows.ts';
import classes from './occupancy.module.css';
import { paintBands } from './paint-bands.ts';
import { coloursOf } from './state-colours.ts';
import { useBands } from './use-states.ts';
import { zoomed } from './view.ts';
import { momentText, tickLabel, zonedTicks } from './zoned.ts';

interface BandsProps {
  readonly database: string;
  readonly overview: StatesOverview;
  readonly range: Range;
  readonly session: string | undefined;
  onRange(range: Range): void;
  onSession(session: string): void;
}

/** States of each session and its parts over time, and what they are under the cursor. */
export function Bands({ database, overview, range, session, onRange, onSession }: BandsProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const asked = useBands(database, range, width);
  const rows = useMemo(() => rowsOf(overview, session), [overview, session]);
  const ticks = useMemo(() => zonedTicks(...range, width / 100, overview.timeZone), [range, width, overview.timeZone]);
  const [cursor, setCursor] = useState<number>();
  const height = heightOf(rows);
  return (
    <section className={classes.bands} aria-label={`${overview.title} over time`}>
      <div className={classes.labels} style={{ height }}>
        {rows.map((row) =>
          row.part === null ? (
            <button
              key={row.id}
              type="button"
              className={classes.sessionLabel}
              style={{ top: row.top, height: row.height }}
              aria-pressed={row.session === session}
              onClick={() => onSession(row.session)}
            >
              {row.label}
            </button>
          ) : (
            <span key={row.id} className={classes.partLabel} style={{ top: row.top, height: row.height }}>
              {row.label}
            </span>
          ),
        )}
      </div>
      <div className={classes.picture} ref={frame}>
        {asked.failure !== undefined && <FailureView failure={asked.failure} again={asked.again} />}
        {asked.failure === undefined && asked.data !== undefined && width > 0 && (
          <Picture
            answer={asked.data}
            {...{ overview, rows, range, width, height, ticks, cursor }}
            onCursor={setCursor}
            onRange={onRange}
          />
        )}
        <div className={classes.axis} aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick} style={{ left: `${((tick - range[0]) / (range[1] - range[0])) * 100}%` }}>
              {tickLabel(tick, ticks, overview.timeZone)}
            </span>
          ))}
        </div>
        {asked.asking && (
          <div className={classes.busy}>
            <Waiting />
          </div>
        )}
      </div>
      <AtCursor overview={overview} answer={asked.data} rows={rows} at={cursor} />
    </section>
  );
}

interface PictureProps {
  readonly answer: BandsAnswer;
  readonly overview: StatesOverview;
  readonly rows: ReturnType<typeof rowsOf>;
  readonly range: Range;
  readonly width: number;
  readonly height: number;
  readonly ticks: readonly number[];
  readonly cursor: number | undefined;
  onCursor(at: number | undefined): void;
  onRange(range: Range): void;
}

function Picture(props: PictureProps): ReactNode {
  const { answer, overview, rows, range, width, height, ticks, cursor, onCursor, onRange } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const [drag, setDrag] = useState<readonly [number, number]>();
  const [from, to] = range;
  useEffect(() => {
    paintOn(canvas.current, { width, height }, window.devicePixelRatio, (context) =>
      paintBands(context, { answer, rows, range, width, ticks, colours: coloursOf(scheme) }),
    );
  }, [answer, rows, range, width, height, ticks, scheme]);
  const moment = (event: PointerEvent<HTMLElement>) =>
    from + ((event.clientX - event.currentTarget.getBoundingClientRect().left) / width) * (to - from);
  const x = (at: number) => ((at - from) / (to - from)) * width;
  const move = (event: PointerEvent<HTMLElement>) => {
    onCursor(moment(event));
    if (drag !== undefined) setDrag([drag[0], moment(event)]);
  };
  const end = () => {
    if (drag !== undefined && Math.abs(x(drag[1]) - x(drag[0])) > 4) {
      onRange(drag[0] < drag[1] ? drag : [drag[1], drag[0]]);
    }
    setDrag(undefined);
  };
  const label = cursor === undefined ? 'No moment' : momentText(cursor, overview.timeZone);
  return (
    <div
      className={classes.stage}
      role="slider"
      tabIndex={0}
      aria-label="Moment"
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={cursor ?? from}
      aria-valuetext={label}
      style={{ height }}
      onPointerMove={move}
      onPointerLeave={() => drag === undefined && onCursor(undefined)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag([moment(event), moment(event)]);
      }}
      onPointerUp={end}
      onPointerCancel={() => setDrag(undefined)}
      onDoubleClick={() => cursor !== undefined && onRange(zoomed(range, cursor, 0.25, overview.extent))}
      onKeyDown={(event) => keyed(event, { ...props, at: cursor ?? from })}
    >
      <canvas ref={canvas} style={{ width, height }} />
      {drag !== undefined && (
        <div
          className={classes.drag}
          style={{ left: Math.min(x(drag[0]), x(drag[1])), width: Math.abs(x(drag[1]) - x(drag[0])) }}
        />
      )}
      {cursor !== undefined && cursor >= from && cursor <= to && (
        <div className={classes.cursor} style={{ left: x(cursor) }} />
      )}
    </div>
  );
}

/** Arrows lead from change to change, + and − nearer and farther. */
function keyed(
  event: KeyboardEvent,
  { answer, overview, range, onCursor, onRange, at }: PictureProps & { readonly at: number },
): void {
  const { key } = event;
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const next = nextChange(answer.bands, at, key === 'ArrowRight');
    if (next !== undefined) onCursor(Math.min(Math.max(next, range[0]), range[1]));
  } else if (key === '+' || key === '=') onRange(zoomed(range, at, 0.5, overview.extent));
  else if (key === '-') onRange(zoomed(range, at, 2, overview.extent));
  else return;
  event.preventDefault();
}
