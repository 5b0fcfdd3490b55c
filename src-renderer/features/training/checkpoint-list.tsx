import type { ReactNode } from 'react';
import type { Checkpoint, TrainingCurve, TrainingOverview } from '#shared/model/training.ts';
import { addressOf } from '../../client/place.ts';
import { roundNumber } from '../../format/number.ts';
import { capital } from '../../format/words.ts';
import { viewToQuery } from '../../ui/data-grid/grid-view.ts';
import type { YAxisRange } from '../series/chart.tsx';
import { CheckpointCard } from './checkpoint-card.tsx';
import classes from './training.module.css';

interface CheckpointSignsProps {
  readonly curve: TrainingCurve;
  /** Only those of its episodes are drawn. */
  readonly line: TrainingCurve['panels'][number]['line'];
  readonly y: YAxisRange;
  toX(x: number): number;
  readonly height: number;
  /** Place among the curve's checkpoints of the one that is told of. */
  readonly chosen: number | undefined;
  onChoose(checkpoint: number): void;
}

/** A sign where a model was saved; of those close to each other only the first has its name beside it. A click tells of it. */
export function CheckpointSigns({ curve, line, y, toX, height, chosen, onChoose }: CheckpointSignsProps): ReactNode {
  const mine = new Set(line.points.map(([x]) => x));
  const own = curve.checkpoints.flatMap((each, index) =>
    each.x === null || each.y === null || (curve.panels.length > 1 && !mine.has(each.x))
      ? []
      : [{ ...each, x: toX(each.x), y: ((y.high - each.y) / (y.high - y.low)) * height, index }],
  );
  return own.map(({ x, y: top, label, episode, index }, at) => {
    const near = own.slice(0, at).some((other) => Math.abs(other.x - x) < 44 && Math.abs(other.y - top) < 14);
    return (
      <g key={index}>
        <line x1={x} x2={x} y1={top} y2={height} className={classes.stem} pointerEvents="none" />
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the list below has a button for each */}
        <polygon
          points={diamond(x, top, index === chosen ? 9 : 6)}
          className={classes.sign}
          data-chosen={index === chosen}
          onClick={() => onChoose(index)}
        >
          <title>{`${label}, episode ${episode}`}</title>
        </polygon>
        {!near && (
          <text x={x + 8} y={Math.max(top - 5, 10)} className={classes.signName} pointerEvents="none">
            {label}
          </text>
        )}
      </g>
    );
  });
}

const diamond = (x: number, y: number, half: number): string =>
  `${x},${y - half} ${x + half},${y} ${x},${y + half} ${x - half},${y}`;

interface CheckpointListProps extends Pick<CheckpointSignsProps, 'curve' | 'chosen'> {
  readonly database: string;
  readonly session: string;
  readonly records: NonNullable<TrainingOverview['checkpoints']>;
  onChoose(checkpoint: number | undefined): void;
}

/** Each checkpoint leads to its record; the one that was chosen is told of above. */
export function CheckpointList(props: CheckpointListProps): ReactNode {
  const { database, session, curve, records, chosen, onChoose } = props;
  const { checkpoints } = curve;
  if (checkpoints.length === 0) return <p className={classes.told}>This training has no {records.word[1]}</p>;
  const where = (episode: string) => {
    const conditions = [{ column: records.episode, op: '=' as const, values: [episode] }];
    return { records: records.records, ...viewToQuery({ search: '', sort: [], conditions }) };
  };
  const told = chosen === undefined ? undefined : checkpoints[chosen];
  return (
    <>
      {told !== undefined && (
        <CheckpointCard
          {...{ database, session, curve, records }}
          checkpoint={told}
          where={where(told.episode)}
          onClose={() => onChoose(undefined)}
        />
      )}
      <ul className={classes.legend} aria-label={capital(records.word[1])}>
        {checkpoints.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: checkpoints have no name but their place
          <li key={at}>
            <button
              type="button"
              className={classes.signButton}
              aria-label={`What is known of ${each.label}, episode ${each.episode}`}
              aria-pressed={at === chosen}
              onClick={() => onChoose(at === chosen ? undefined : at)}
            >
              <svg width={12} height={12} aria-hidden="true">
                <polygon points={diamond(6, 6, 6)} className={each.x === null ? classes.noSign : classes.sign} />
              </svg>
            </button>
            <a href={addressOf({ at: 'session', database, session }, where(each.episode))}>
              {each.label}, episode {each.episode}
            </a>
            {toldOf(each, records.value)}
          </li>
        ))}
      </ul>
    </>
  );
}

function toldOf({ x, value }: Checkpoint, title: string | null): string {
  const said = value === null || title === null ? '' : ` · ${title.toLowerCase()} ${roundNumber(value)}`;
  return x === null ? `${said} · its episode is not logged, so it is not on the curve` : said;
}
