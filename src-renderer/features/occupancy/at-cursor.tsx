import type { ReactNode } from 'react';
import type { BandsAnswer, StatesOverview } from '#shared/model/states.ts';
import { formatCount, roundNumber } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { type AtMoment, atMoment, type BandRow, bandOf, expectedOf } from './band-rows.ts';
import classes from './occupancy.module.css';
import { momentText } from './zoned.ts';

interface AtCursorProps {
  readonly overview: StatesOverview;
  readonly answer: BandsAnswer | undefined;
  readonly rows: readonly BandRow[];
  readonly at: number | undefined;
}

/** What every row shows at the moment under the cursor; what the signs mean while there is none. */
export function AtCursor({ overview, answer, rows, at }: AtCursorProps): ReactNode {
  const { words, timeZone } = overview;
  return (
    <div className={classes.reading} aria-live="polite">
      <p className={classes.when}>
        {at === undefined
          ? `${answer === undefined ? '' : `${formatCount(answer.rows)} rows read. `}Drag to look closer`
          : momentText(at, timeZone)}
      </p>
      {at === undefined || answer === undefined ? (
        <Legend overview={overview} />
      ) : (
        <dl className={classes.states}>
          {rows.map((row) => (
            <div key={row.id} data-part={row.part !== null}>
              <dt>{row.part === null ? row.label : `${row.session} · ${row.label}`}</dt>
              <dd>{stateText(atMoment(bandOf(answer, row), at), words, timeZone) + nearText(answer, row, at)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function stateText(state: AtMoment, { on, off }: StatesOverview['words'], timeZone: string): string {
  const names = [off, on, 'unknown'];
  if (state.kind === 'nothing') return 'no data';
  if (state.kind === 'several') {
    const told = names.flatMap((name, at) =>
      state.count[at] ? [`${state.count[at]} × ${name} (${formatDuration((state.seconds[at] ?? 0) * 1000)})`] : [],
    );
    return `${told.join(', ')} within a pixel`;
  }
  const length = formatDuration((state.until - state.since) * 1000);
  return `${names[state.state]} since ${momentText(state.since, timeZone)}, for ${length}`;
}

/** What was expected of the moment, where a prediction is within a pixel or so. */
function nearText(answer: BandsAnswer, row: BandRow, at: number): string {
  const near = (answer.to - answer.from) / 400;
  const found = expectedOf(answer, row).find((each) => Math.abs(each.at - at) <= near);
  if (found === undefined) return '';
  const [least, mean, greatest] = found.probability;
  const range = found.count > 1 ? ` (${roundNumber(least, 2)}–${roundNumber(greatest, 2)} of ${found.count})` : '';
  return ` · expected ${roundNumber(mean, 2)}${range}`;
}

/** What the signs of the picture mean. */
export function Legend({ overview: { words, predictions } }: Pick<AtCursorProps, 'overview'>): ReactNode {
  return (
    <ul className={classes.legend} aria-label="Signs">
      <li data-sign="on">{words.on}</li>
      <li data-sign="off">{words.off}</li>
      <li data-sign="unknown">unknown</li>
      <li data-sign="nothing">no data</li>
      <li data-sign="several">several within a pixel</li>
      {predictions && <li data-sign="expected">expected probability</li>}
    </ul>
  );
}
