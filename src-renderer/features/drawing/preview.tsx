import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { cellToText } from '#shared/model/cell-text.ts';
import type { LensPreview, PreviewPart, TableLook } from '#shared/model/drawing.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import type { Page } from '#shared/model/page.ts';
import type { Answer } from '../../client/queries.ts';
import { isNumeric } from '../../format/cell.ts';
import { capital } from '../../format/words.ts';
import { CellText } from '../../ui/data-grid/grid-cell.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ColumnsPart } from './columns-part.tsx';
import classes from './preview.module.css';
import { StatesPart } from './states-part.tsx';
import { TextsPart } from './texts-part.tsx';
import { usesOf } from './uses.ts';

interface PreviewProps {
  readonly lens: LensFile;
  readonly lacking: readonly string[];
  readonly answer: Answer<LensPreview>;
  /** What is known of the tables that it maps. */
  readonly looks: readonly TableLook[];
  onSession(id: string): void;
  onEpisode(id: string): void;
}

/** First rows of the database through the lens as it is drawn now. */
export function Preview({ lens, lacking, answer, looks, onSession, onEpisode }: PreviewProps): ReactNode {
  const { data, failure, asking } = answer;
  if (failure !== undefined && data === undefined) return <FailureView failure={failure} again={answer.again} />;
  if (data === undefined) return <Waiting skeleton />;
  const { session, episode, steps } = lens;
  return (
    <div className={clsx(classes.preview, asking && classes.stale)} aria-busy={asking}>
      {failure !== undefined && <FailureView failure={failure} again={answer.again} />}
      <Findings lacking={lacking} preview={data} measures={lens.measures} />
      {session !== undefined && (
        <Part title={capital(session.word[1])} part={data.sessions} chosen={data.session} onChoose={onSession} />
      )}
      {episode !== undefined && (
        <Part
          title={capital(episode.word[1])}
          of={session !== undefined && episode.parent !== undefined ? labelOf(data.sessions, data.session) : undefined}
          part={data.episodes}
          chosen={data.episode}
          onChoose={onEpisode}
        />
      )}
      {steps !== undefined && (
        <Part title={capital(steps.word[1])} of={labelOf(data.episodes, data.episode)} part={data.steps} />
      )}
      {steps?.transcript !== undefined && (
        <TextsPart part={data.texts} language={steps.transcript.language} word={steps.word[0]} />
      )}
      {lens.states !== undefined && <StatesPart title={lens.states.title} part={data.states} />}
      {session === undefined && episode === undefined && steps === undefined && (
        <p className={classes.none}>Choose the table of the steps or of the episodes; their first rows appear here</p>
      )}
      {looks.map((look) => (
        <ColumnsPart key={`${look.schema}.${look.name}`} look={look} uses={usesOf(lens, look)} />
      ))}
    </div>
  );
}

interface FindingsProps {
  readonly lacking: readonly string[];
  readonly preview: LensPreview;
  readonly measures: LensFile['measures'];
}

/** What still has to be chosen, what the database lacks, and which rows cannot be read. */
function Findings({ lacking, preview, measures }: FindingsProps): ReactNode {
  const uncomputed = measures
    .filter(({ id, level }) => !preview.measures.includes(id) && (level === 'step' ? preview.episode !== null : true))
    .map(({ title }) => `${title} cannot be computed here`);
  const unlike = preview.measures.length === 0 ? [] : uncomputed;
  const sentences = [...lacking, ...preview.missing, ...preview.unread, ...unlike];
  if (sentences.length === 0) {
    return (
      <p className={classes.good} role="status">
        <IconCircleCheck size={15} aria-hidden="true" />
        Every row looked at can be read
      </p>
    );
  }
  return (
    <div role="status">
      <ul className={classes.findings} aria-label="What cannot be read">
        {sentences.map((sentence) => (
          <li key={sentence}>
            <IconAlertTriangle size={14} aria-hidden="true" />
            {capital(sentence)}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  /** What they are of. */
  readonly of?: string | undefined;
  readonly part: PreviewPart<Page>;
  readonly chosen?: string | null;
  onChoose?(id: string): void;
}

function Part({ title, of, part: { shown: page, failure }, chosen, onChoose }: PartProps): ReactNode {
  return (
    <section className={classes.part} aria-label={title}>
      <h3>
        {title}
        {of !== undefined && <span> of {of}</span>}
        {page !== null && <small>{page.more ? `the first ${page.rows.length}` : page.rows.length}</small>}
      </h3>
      {failure !== null && <p className={classes.failure}>{failure.message}</p>}
      {failure === null && (page?.rows.length ?? 0) === 0 && <p className={classes.none}>None</p>}
      {page !== null && page.rows.length > 0 && <Rows page={page} {...{ title, chosen, onChoose }} />}
    </section>
  );
}

/** More columns than these say nothing more about a lens. */
const mostColumns = 16;

interface RowsProps {
  readonly page: Page;
  readonly title: string;
  readonly chosen: string | null | undefined;
  readonly onChoose: ((id: string) => void) | undefined;
}

function Rows({ page, title, chosen, onChoose }: RowsProps): ReactNode {
  const columns = page.columns.slice(0, mostColumns);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={classes.scroll} tabIndex={0} aria-label={`First ${title.toLowerCase()}`}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} className={clsx(isNumeric(column.kind) && classes.right)}>
                {column.title}
                {column.unit !== null && <small> {column.unit}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row, index) => {
            const id = cellToText(row[0] ?? null);
            const key = page.keys[index] ?? String(index);
            return (
              <tr
                key={key}
                aria-current={onChoose !== undefined && id === chosen ? 'true' : undefined}
                data-choice={onChoose !== undefined || undefined}
                onClick={onChoose && (() => onChoose(id))}
              >
                {columns.map((column, at) => (
                  <td key={column.name} className={clsx(isNumeric(column.kind) && classes.right)}>
                    {at === 0 && onChoose !== undefined ? (
                      <button type="button" onClick={() => onChoose(id)}>
                        <CellText cell={row[at] ?? null} kind={column.kind} />
                      </button>
                    ) : (
                      <CellText cell={row[at] ?? null} kind={column.kind} />
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** What people call the one that is chosen. */
function labelOf({ shown: page }: PreviewPart<Page>, id: string | null): string | undefined {
  const row = page?.rows.find(([cell]) => cellToText(cell ?? null) === id);
  return row === undefined ? undefined : cellToText(row[1] ?? null);
}
