import { type ReactNode, useSyncExternalStore } from 'react';
import { formatCount, roundNumber } from '../../format/number.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { PointedLabel } from '../../ui/pointed-label.tsx';
import { useLater } from '../../ui/waiting.tsx';
import { unitText } from '../series/unit.ts';
import type { EpisodeStore } from './episode-store.ts';
import type { Point } from './lasso.ts';
import type { Mark } from './marks.ts';
import { AXIS_NAMES, type Axes, type Size, scaleBar } from './projection.ts';
import classes from './stage.module.css';

/** A round length in the units of the scene. */
export function ScaleBar({ scale, unit }: { readonly scale: number; readonly unit: string | null }): ReactNode {
  const bar = scaleBar(scale, 120);
  if (!Number.isFinite(bar.pixels)) return null;
  return (
    <div className={classes.scale}>
      <span>
        {roundNumber(bar.units)} {unitText(unit ?? 'units')}
      </span>
      <div className={classes.scaleBar} style={{ width: bar.pixels }} />
    </div>
  );
}

/** Which way the axes of the picture grow. */
export function AxesSign({ axes }: { readonly axes: Axes }): ReactNode {
  const foot = axes.down ? 8 : 36;
  const tip = axes.down ? 32 : 12;
  return (
    <svg className={classes.axes} width={46} height={46} role="img" aria-label={axesText(axes)}>
      <path
        d={`M10 ${foot}H34m-4 -3l4 3l-4 3M10 ${foot}V${tip}m-3 ${axes.down ? -4 : 4}l3 ${axes.down ? 4 : -4}l3 ${axes.down ? -4 : 4}`}
      />
      <text x={38} y={foot + 3.5}>
        {AXIS_NAMES[axes.across]}
      </text>
      <text x={7} y={axes.down ? tip + 11 : tip - 4}>
        {AXIS_NAMES[axes.along]}
      </text>
    </svg>
  );
}

const axesText = ({ across, along, down }: Axes): string =>
  `${AXIS_NAMES[across]} grows to the right, ${AXIS_NAMES[along]} ${down ? 'downwards' : 'upwards'}`;

/** The line around agents while it is drawn. */
export function LassoLine({ line }: { readonly line: readonly Point[] | undefined }): ReactNode {
  if (line === undefined) return null;
  return (
    <svg className={classes.lasso} aria-hidden="true">
      <polygon points={line.map((point) => point.join()).join(' ')} />
    </svg>
  );
}

/** Who is under the pointer. */
export function PointedAgent({ mark, name, type, size }: PointedAgentProps): ReactNode {
  return (
    <PointedLabel at={mark} size={size}>
      {type === null ? name : `${type} ${name}`}
      {!mark.seen && <span className={classes.quiet}> · last seen here</span>}
    </PointedLabel>
  );
}

interface PointedAgentProps {
  readonly mark: Pick<Mark, 'x' | 'y' | 'seen'>;
  readonly name: string;
  readonly type: string | null;
  readonly size: Size;
}

/** How much of the paths has been read, once that takes a moment; and what went wrong. */
export function StageProgress({ store }: { readonly store: EpisodeStore }): ReactNode {
  const { read, pieces, failure, version } = useSyncExternalStore(store.subscribe, store.get);
  const late = useLater(500);
  if (failure && version === 0) {
    return (
      <div className={classes.over}>
        <FailureView failure={failure} again={() => store.start()} />
      </div>
    );
  }
  if (failure) {
    return (
      <button type="button" className={classes.progress} onClick={() => store.start()}>
        Part of the paths could not be read — retry
      </button>
    );
  }
  if (!late || read >= pieces) return null;
  return (
    <div className={classes.progress} role="status">
      {store.isAlone ? 'Looking through all rows…' : `${formatCount((read / pieces) * 100)} % of the paths`}
    </div>
  );
}
