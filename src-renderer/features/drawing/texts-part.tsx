import type { ReactNode } from 'react';
import { isTagged } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { PreviewPart } from '#shared/model/drawing.ts';
import type { StepTexts } from '#shared/model/transcript.ts';
import { capital } from '../../format/words.ts';
import { CodeText } from '../transcript/code-text.tsx';
import texts from '../transcript/texts.module.css';
import classes from './preview.module.css';

interface TextsPartProps {
  readonly part: PreviewPart<readonly StepTexts[]>;
  readonly language: 'python' | 'text';
  /** What one step is called. */
  readonly word: string;
}

/** What the first steps say and what they were answered, as a transcript tells it. */
export function TextsPart({ part: { shown, failure }, language, word }: TextsPartProps): ReactNode {
  return (
    <section className={classes.part} aria-label="Transcript">
      <h3>
        Transcript
        {shown !== null && shown.length > 0 && <small>the first {shown.length}</small>}
      </h3>
      {failure !== null && <p className={classes.failure}>{failure.message}</p>}
      {shown?.length === 0 && <p className={classes.none}>None</p>}
      {shown?.map(({ key, code, answer }, at) => (
        <article key={key} className={classes.step} aria-label={`${capital(word)} ${at + 1}`}>
          <pre className={texts.code}>
            <CodeText code={beginningOf(code)} language={language} />
          </pre>
          {answer !== null && <div className={texts.answer}>{beginningOf(answer)}</div>}
        </article>
      ))}
    </section>
  );
}

/** Lines of a text that are shown: enough to see what it is. */
const LINES = 8;

function beginningOf(cell: StepTexts['code']): string {
  const text = isTagged(cell) && cell.k === 'cut' ? cell.head : cellToText(cell);
  const lines = text.split('\n');
  return lines.length <= LINES + 1 ? text : [...lines.slice(0, LINES), '⋯'].join('\n');
}
