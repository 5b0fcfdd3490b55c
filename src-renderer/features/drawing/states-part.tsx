import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { PreviewPart, StatesPreview } from '#shared/model/drawing.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { paintOn } from '../../ui/paint-on.ts';
import { Legend } from '../occupancy/at-cursor.tsx';
import { heightOf, rowsOf } from '../occupancy/band-rows.ts';
import bands from '../occupancy/occupancy.module.css';
import { paintBands } from '../occupancy/paint-bands.ts';
import { coloursOf } from '../occupancy/state-colours.ts';
import { tickLabel, zonedTicks } from '../occupancy/zoned.ts';
import classes from './preview.module.css';

interface StatesPartProps {
  readonly title: string;
  readonly part: PreviewPart<StatesPreview>;
}

/** States as bands, of the first rows. */
export function StatesPart({ title, part: { shown, failure } }: StatesPartProps): ReactNode {
  return (
    <section className={classes.part} aria-label={title}>
      <h3>
        {title}
        {shown !== null && <small>{aboutRows(shown)}</small>}
      </h3>
      {failure !== null && <p className={classes.failure}>{failure.message}</p>}
      {failure === null && shown === null && <p className={classes.none}>No row says yet that anything is on or off</p>}
      {shown !== null && <Picture {...shown} />}
    </section>
  );
}

function aboutRows({ overview, sessions, rows, more }: StatesPreview): string {
  const read = more ? `the first ${formatCount(rows)} rows` : countOf(rows, ['row', 'rows']);
  const listed = overview.sessions.length;
  return listed < sessions ? `${listed} of ${formatCount(sessions)}, ${read}` : read;
}

function Picture({ overview, bands: answer }: StatesPreview): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useElementSize(frame);
  const scheme = useComputedColorScheme('light');
  const rows = useMemo(() => rowsOf(overview, overview.sessions[0]?.id), [overview]);
  const { from, to } = answer;
  const ticks = useMemo(() => zonedTicks(from, to, width / 100, overview.timeZone), [from, to, width, overview]);
  const height = heightOf(rows);
  useEffect(() => {
    const colours = coloursOf(scheme);
    paintOn(canvas.current, { width, height }, window.devicePixelRatio, (context) =>
      paintBands(context, { answer, rows, range: [from, to], width, ticks, colours }),
    );
  }, [answer, rows, from, to, width, height, ticks, scheme]);
  return (
    <>
      <div className={bands.bands}>
        <div className={bands.labels} style={{ height }}>
          {rows.map(({ id, part, label, top, height: tall }) => (
            <span
              key={id}
              className={part === null ? bands.sessionLabel : bands.partLabel}
              style={{ top, height: tall, cursor: 'default' }}
            >
              {label}
            </span>
          ))}
        </div>
        <div className={bands.picture} ref={frame}>
          <canvas ref={canvas} style={{ width, height, display: 'block' }} role="img" aria-label="States over time" />
          <div className={bands.axis} aria-hidden="true">
            {ticks.map((tick) => (
              <span key={tick} style={{ left: `${((tick - from) / (to - from)) * 100}%` }}>
                {tickLabel(tick, ticks, overview.timeZone)}
              </span>
            ))}
          </div>
        </div>
      </div>
      <Legend overview={overview} />
    </>
  );
}
