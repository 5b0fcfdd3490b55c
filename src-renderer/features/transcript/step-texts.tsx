import { ActionIcon, Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { type ReactNode, useMemo, useState } from 'react';
import { type AnswerPart, answerParts } from '#shared/model/answer-parts.ts';
import { type Cell, isTagged } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { orpc } from '../../client/client.ts';
import { answerOf } from '../../client/queries.ts';
import { formatCount } from '../../format/number.ts';
import { copyToClipboard } from '../../ui/copy-text.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { CodeText } from './code-text.tsx';
import classes from './texts.module.css';

/** A text of a step, and where the whole of it is. */
interface TextOf {
  readonly database: string;
  readonly episode: string;
  readonly stepKey: string;
  readonly column: string;
  readonly cell: Cell;
}

/** Lines that are shown of a long text before somebody asks for the rest. */
export const CODE_LINES = 40;
export const ANSWER_LINES = 14;

/** A text that was cut on its way is read whole on demand. */
function useWhole({ database, episode, stepKey, column, cell }: TextOf) {
  const [wanted, setWanted] = useState(false);
  const cut = isTagged(cell) && cell.k === 'cut';
  const asked = answerOf(
    useQuery({
      ...orpc.trajectory.cell.queryOptions({ input: { database, episode, key: stepKey, column } }),
      enabled: cut && wanted,
      gcTime: 10_000,
    }),
  );
  const text = asked.data !== undefined ? cellToText(asked.data) : cut ? cell.head : cellToText(cell);
  return {
    text,
    missing: cut && asked.data === undefined ? cell.size : 0,
    read: () => setWanted(true),
    reading: wanted && asked.waiting && asked.failure === undefined,
    ...{ failure: asked.failure, again: asked.again },
  };
}

type Whole = ReturnType<typeof useWhole>;

export function StepCode({ language, ...of }: TextOf & { readonly language: 'python' | 'text' }): ReactNode {
  const whole = useWhole(of);
  const [all, setAll] = useState(false);
  const lines = useMemo(() => whole.text.split('\n'), [whole.text]);
  const shown = all || lines.length <= CODE_LINES + 5 ? whole.text : lines.slice(0, CODE_LINES).join('\n');
  if (whole.text === '') return null;
  return (
    <>
      <div className={classes.frame}>
        <pre className={classes.code}>
          <CodeText code={shown} language={language} />
        </pre>
        {whole.missing === 0 && (
          <ActionIcon
            className={classes.copy ?? ''}
            size={22}
            aria-label="Copy the code"
            onClick={() => copyToClipboard(whole.text, 'the code')}
          >
            <IconCopy size={14} />
          </ActionIcon>
        )}
      </div>
      <More whole={whole} lines={lines.length} all={shown === whole.text} onAll={() => setAll(true)} />
    </>
  );
}

/** What the environment answered: errors stand out and are unfolded, output is folded where there is much of it. */
export function StepAnswer(of: TextOf): ReactNode {
  const whole = useWhole(of);
  const [all, setAll] = useState(false);
  const parts = useMemo(() => answerParts(whole.text), [whole.text]);
  const lines = parts.reduce((sum, part) => sum + part.lines.length, 0);
  const short = all || lines <= ANSWER_LINES + 4;
  if (whole.text === '') return null;
  return (
    <>
      <div className={classes.answer}>
        {(short ? parts : foldedParts(parts)).map((part, at) => (
          <PartLines key={keyOf(part, at)} part={part} />
        ))}
      </div>
      <More whole={whole} lines={lines} all={short} onAll={() => setAll(true)} />
    </>
  );
}

const keyOf = (part: AnswerPart, at: number): string => `${at} ${part.kind}`;

/** The first lines of each run of output, and the first and the last of each error. */
function foldedParts(parts: readonly AnswerPart[]): readonly AnswerPart[] {
  const some = Math.max(2, Math.floor(ANSWER_LINES / parts.length));
  return parts.map(({ kind, lines }) => {
    if (lines.length <= some + 1) return { kind, lines };
    if (kind === 'output') return { kind, lines: [...lines.slice(0, some), { text: '⋯', times: 1 }] };
    return { kind, lines: [lines[0]!, { text: '  ⋯', times: 1 }, ...lines.slice(-Math.max(1, some - 1))] };
  });
}

/** A part of more lines is one text: so many elements would hold up the window. */
const MANY = 1000;

function PartLines({ part }: { readonly part: AnswerPart }): ReactNode {
  if (part.lines.length > MANY) {
    const text = part.lines.map((line) => (line.times > 1 ? `${line.text}  × ${line.times}` : line.text)).join('\n');
    return <div className={clsx(part.kind === 'error' && classes.error)}>{text}</div>;
  }
  return (
    <div className={clsx(part.kind === 'error' && classes.error)}>
      {part.lines.map(({ text, times }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text never change places
        <div key={at}>
          {text === '' ? '\u00a0' : text}
          {times > 1 && <span className={classes.times}>× {formatCount(times)}</span>}
        </div>
      ))}
    </div>
  );
}

interface MoreProps {
  readonly whole: Whole;
  readonly lines: number;
  readonly all: boolean;
  onAll(): void;
}

function More({ whole, lines, all, onAll }: MoreProps): ReactNode {
  if (whole.failure !== undefined) return <FailureView failure={whole.failure} again={whole.again} />;
  if (!all) {
    return (
      <Button className={classes.more ?? ''} variant="subtle" size="compact-xs" onClick={onAll}>
        Show all {formatCount(lines)} lines
      </Button>
    );
  }
  if (whole.missing === 0) return null;
  return (
    <Button
      className={classes.more ?? ''}
      variant="subtle"
      size="compact-xs"
      loading={whole.reading}
      onClick={whole.read}
    >
      Read all {formatCount(whole.missing)} characters
    </Button>
  );
}
