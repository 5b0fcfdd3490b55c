import { Button } from '@mantine/core';
import { type ReactNode, useDeferredValue } from 'react';
import type { ImportPlan } from '#shared/model/import.ts';
import { countOf, formatBytes } from '../../format/number.ts';
import { pathsTitle, pathsWhole } from '../../format/path.ts';
import { exactTime, relativeTime } from '../../format/time.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { LightSelect } from '../../ui/light-select.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import type { SetDraft } from './draft.ts';
import { FileNames } from './file-names.tsx';
import { LeftOut } from './left-out.tsx';
import { cancelLooking, changeSet, lookAgain, removeSet, stopAll } from './looking.ts';
import { OptionForm } from './option-form.tsx';
import { PlannedTables } from './planned-tables.tsx';
import { Questions } from './questions.tsx';
import classes from './set-detail.module.css';
import { Words } from './words.tsx';

/** What one set of files is, what importing it would make, and everything about it that can be changed. */
export function SetDetail({ set }: { readonly set: SetDraft }): ReactNode {
  const { key, failure, looking } = set;
  const plan = useDeferredValue(set.plan);
  if (plan === undefined) {
    return (
      <div className={classes.detail}>
        {failure === undefined ? (
          <Waiting skeleton cancel={stopAll} />
        ) : (
          <>
            <header className={classes.head}>
              <h2 title={pathsWhole(set.paths)}>{pathsTitle(set.paths)}</h2>
            </header>
            <FailureView failure={failure} again={() => lookAgain(key)}>
              <Button variant="default" onClick={() => removeSet(key)}>
                Leave it out
              </Button>
            </FailureView>
          </>
        )}
      </div>
    );
  }
  return (
    <div className={classes.detail}>
      {looking && <Waiting cancel={() => cancelLooking(key)} />}
      <div className={classes.scroll} data-old={looking || undefined}>
        <Head set={set} plan={plan} />
        {failure !== undefined && (
          <FailureView failure={failure} again={() => lookAgain(key)}>
            <Button variant="default" onClick={() => changeSet(key, { options: {} })}>
              Take the options back
            </Button>
          </FailureView>
        )}
        <Questions set={set} />
        <Makes plan={plan} />
        <Words title="Good to know" words={plan.notices} />
        <LeftOut parts={plan.leftOut} />
        <PlannedTables set={set} plan={plan}>
          <OptionForm set={set} plan={plan} />
        </PlannedTables>
      </div>
    </div>
  );
}

function Head({ set, plan }: { readonly set: SetDraft; readonly plan: ImportPlan }): ReactNode {
  const known = plan.candidates.some(({ importer }) => importer === plan.importer);
  const own = known ? [] : [{ value: plan.importer, label: plan.title }];
  const others = plan.candidates.filter(({ importer }) => importer !== plan.importer);
  return (
    <header className={classes.head}>
      <h2 title={pathsWhole(plan.paths)}>{pathsTitle(plan.paths)}</h2>
      <FileNames files={plan.files} bytes={plan.bytes} />
      <div className={classes.importer}>
        <LightSelect
          aria-label="Read as"
          leftSection={<span className={classes.as}>Read as</span>}
          leftSectionWidth={62}
          w={280}
          data={[...own, ...plan.candidates.map(({ importer, title }) => ({ value: importer, label: title }))]}
          value={plan.importer}
          allowDeselect={false}
          readOnly={others.length === 0}
          rightSection={others.length === 0 ? <span /> : undefined}
          onChange={(importer) => importer !== null && changeSet(set.key, { importer, options: {} })}
        />
        <p className={classes.why}>
          {plan.why}
          {others.length > 0 && ` · also known as ${others.map(({ title }) => title).join(', ')}`}
        </p>
      </div>
      {plan.earlier !== null && (
        <p className={classes.earlier}>
          Imported before,{' '}
          <time title={exactTime(new Date(plan.earlier.finished))}>
            {relativeTime(new Date(plan.earlier.finished))}
          </time>
          : {countOf(plan.earlier.rows, ['row', 'rows'])}
        </p>
      )}
    </header>
  );
}

/** In one line: sessions and episodes, rows and tables. */
function Makes({ plan }: { readonly plan: ImportPlan }): ReactNode {
  return (
    <section className={classes.makes} aria-label="What it makes">
      <p>{makesText(plan)}</p>
      {plan.sessions.length > 0 && (
        <ul>
          {plan.sessions.map(({ id, title, episodes }) => (
            <li key={id}>
              {title}
              {episodes !== null && (
                <span className={classes.quiet}> · {countOf(episodes, ['episode', 'episodes'])}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function makesText({ sessions, tables, bytes }: ImportPlan): string {
  const episodes = sessions.reduce<number | null>(
    (sum, session) => (sum === null || session.episodes === null ? null : sum + session.episodes),
    0,
  );
  const known = tables.flatMap(({ rows }) => (rows === null ? [] : [rows]));
  const rows = known.reduce((sum, each) => sum + each, 0);
  const parts = [
    sessions.length === 0 ? '' : countOf(sessions.length, ['session', 'sessions']),
    sessions.length === 0 || episodes === null ? '' : countOf(episodes, ['episode', 'episodes']),
    known.length === 0
      ? `${formatBytes(bytes)}, whose rows are counted while they are read`
      : countOf(rows, ['row', 'rows']),
    known.length > 0 && known.length < tables.length ? 'and more that are counted while they are read' : '',
    countOf(tables.length, ['table', 'tables']),
  ];
  return `Makes ${parts.filter((part) => part !== '').join(' · ')}`;
}
