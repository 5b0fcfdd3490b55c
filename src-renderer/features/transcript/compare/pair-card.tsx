import { clsx } from 'clsx';
import { memo, type ReactNode, useMemo } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import { isTagged } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { OutlineStep, StepTexts, TranscriptShape } from '#shared/model/transcript.ts';
import { formatCount } from '../../../format/number.ts';
import { CodeText } from '../code-text.tsx';
import { StepFacts } from '../step-facts.tsx';
import type { Pair } from './align.ts';
import classes from './compare.module.css';
import { type LinePair, sideBySide } from './side-by-side.ts';

interface PairCardProps {
  readonly pair: Pair;
  readonly shape: TranscriptShape;
  readonly left: StepTexts | undefined;
  readonly right: StepTexts | undefined;
  readonly current: boolean;
  readonly word: string;
  onPick(place: number): void;
}

/** The n-th steps of two episodes: what both did, and what one did otherwise. */
export const PairCard = memo(function PairCard({ pair, shape, left, right, current, word, onPick }: PairCardProps) {
  const { place, sameCode, sameAnswer } = pair;
  const differs = !sameCode ? 'other code' : sameAnswer ? 'alike' : 'other answer';
  const isHere = (pair.left === undefined || left !== undefined) && (pair.right === undefined || right !== undefined);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the page walk through the steps
    <article
      className={clsx(classes.pair, current && classes.current, !sameCode && classes.other)}
      aria-label={`${word} ${place + 1}: ${differs}`}
      aria-current={current ? 'step' : undefined}
      onClick={() => onPick(place)}
    >
      <header className={classes.pairHead}>
        <Half step={pair.left} shape={shape} place={place} differs={differs} />
        <Half step={pair.right} shape={shape} place={place} differs="" />
      </header>
      {isHere && (
        <>
          <Lines left={left?.code} right={right?.code} same={sameCode} language={shape.language} />
          <Lines left={left?.answer} right={right?.answer} same={sameAnswer} language="text" quiet />
        </>
      )}
    </article>
  );
});

interface HalfProps {
  readonly step: OutlineStep | undefined;
  readonly shape: TranscriptShape;
  readonly place: number;
  readonly differs: string;
}

const NO_FIRSTS: ReadonlyMap<string, number> = new Map();
const ONE = { first: 0, last: 0 };

function Half({ step, shape, place, differs }: HalfProps): ReactNode {
  return (
    <div className={classes.half}>
      <b>{place + 1}</b>
      {differs !== '' && <span className={classes.differs}>{differs}</span>}
      {step === undefined ? (
        <span>has ended</span>
      ) : (
        <StepFacts shape={shape} steps={[step]} entry={ONE} firstAchieved={NO_FIRSTS} />
      )}
    </div>
  );
}

interface LinesProps {
  readonly left: Cell | undefined;
  readonly right: Cell | undefined;
  readonly same: boolean;
  readonly language: 'python' | 'text';
  readonly quiet?: boolean;
}

/** Lines that are shown around a difference, and of texts that are alike. */
const AROUND = 3;

function Lines({ left = null, right = null, same, language, quiet = false }: LinesProps): ReactNode {
  const [one, other] = [cellText(left), cellText(right)];
  const pairs = useMemo(() => folded(sideBySide(one, other)), [one, other]);
  if (one === '' && other === '') return null;
  const cut = isCut(left) || isCut(right);
  return (
    <div className={clsx(classes.lines, quiet && classes.quiet)} data-same={same}>
      {pairs.map((pair, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of two texts never change places
        <LineOf key={at} pair={pair} language={language} />
      ))}
      {cut && <p className={classes.gap}>Long texts are compared as far as their first 20,000 characters</p>}
    </div>
  );
}

interface Gap {
  readonly gap: number;
}

function LineOf({
  pair,
  language,
}: {
  readonly pair: LinePair | Gap;
  readonly language: 'python' | 'text';
}): ReactNode {
  if ('gap' in pair) return <p className={classes.gap}>{formatCount(pair.gap)} lines alike</p>;
  return (
    <>
      <code className={clsx(!pair.same && (pair.left === null ? classes.none : classes.removed))}>
        {pair.left !== null && <CodeText code={pair.left} language={language} />}
      </code>
      <code className={clsx(!pair.same && (pair.right === null ? classes.none : classes.added))}>
        {pair.right !== null && <CodeText code={pair.right} language={language} />}
      </code>
    </>
  );
}

/** Long runs of equal lines are told by their number. */
function folded(pairs: readonly LinePair[]): readonly (LinePair | Gap)[] {
  const near = pairs.map((_, at) => pairs.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ same }) => !same));
  const shown = pairs.every(({ same }) => same) ? pairs.map((_, at) => at < 2 * AROUND) : near;
  const lines: (LinePair | Gap)[] = [];
  let gap = 0;
  for (const [at, pair] of pairs.entries()) {
    if (!shown[at]) gap += 1;
    if (gap > 0 && (shown[at] || at === pairs.length - 1)) {
      lines.push({ gap });
      gap = 0;
    }
    if (shown[at]) lines.push(pair);
  }
  return lines;
}

const isCut = (cell: Cell): boolean => isTagged(cell) && cell.k === 'cut';

function cellText(cell: Cell): string {
  return isTagged(cell) && cell.k === 'cut' ? cell.head : cellToText(cell);
}
