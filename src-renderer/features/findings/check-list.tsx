import { Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconPlayerPlay, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FindingInfo } from '#shared/model/finding.ts';
import { useAction } from '../../client/actions.ts';
import { addressOf } from '../../client/place.ts';
import { useStore } from '../../client/store.ts';
import { countOf } from '../../format/number.ts';
import classes from './findings.module.css';
import { type Checked, checkedOf, type Outcome, runChecks, stopChecks } from './run-checks.ts';

interface CheckListProps {
  readonly database: string;
  readonly checks: readonly FindingInfo[];
}

/** Every check and what became of it; they run when a person asks. */
export function CheckList({ database, checks }: CheckListProps): ReactNode {
  const checked = useStore(checkedOf(database));
  const groups = [...Map.groupBy(checks, ({ group }) => group)];
  return (
    <div className={classes.page}>
      <Bar database={database} checks={checks} checked={checked} />
      {checked.surprises !== undefined && checked.surprises.length > 0 && (
        <section className={classes.group} aria-label="What may surprise">
          <h2>What may surprise</h2>
          <ul className={classes.sentences}>
            {checked.surprises.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      {groups.map(([group, own]) => (
        <section key={group} className={classes.group} aria-label={group}>
          <h2>{group}</h2>
          <ul className={classes.checks}>
            {own.map((check) => (
              <Line key={check.id} database={database} check={check} outcome={checked.outcomes.get(check.id)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Bar({ database, checks, checked }: CheckListProps & { readonly checked: Checked }): ReactNode {
  const { progress, outcomes } = checked;
  const run = () => void runChecks(database, checks);
  useAction('run-sql', run, { enabled: progress === undefined });
  useAction('cancel', () => stopChecks(database), { enabled: progress !== undefined });
  const wrong = [...outcomes.values()].filter((each) => each.state === 'done' && each.rows > 0).length;
  const over = [...outcomes.values()].filter(({ state }) => state !== 'running').length;
  return (
    <div className={classes.bar}>
      <span className={classes.told} aria-live="polite">
        {progress !== undefined
          ? `${progress[0]} of ${progress[1]}…`
          : over === 0
            ? `${countOf(checks.length, ['check', 'checks'])}; they read every row, so they wait until they are asked for`
            : `${countOf(wrong, ['check', 'checks'])} of ${over} found something`}
      </span>
      {progress === undefined ? (
        <Button leftSection={<IconPlayerPlay size={14} />} onClick={run}>
          Run all checks
        </Button>
      ) : (
        <>
          <Progress
            className={classes.progress}
            value={(progress[0] / progress[1]) * 100}
            aria-label="Checks that are over"
          />
          <Button variant="default" leftSection={<IconX size={14} />} onClick={() => stopChecks(database)}>
            Cancel
          </Button>
        </>
      )}
    </div>
  );
}

interface LineProps {
  readonly database: string;
  readonly check: FindingInfo;
  readonly outcome: Outcome | undefined;
}

function Line({ database, check, outcome }: LineProps): ReactNode {
  return (
    <li>
      <a className={classes.check} href={addressOf({ at: 'findings', database }, { check: check.id })}>
        <Sign outcome={outcome} />
        <span className={classes.title}>{check.title}</span>
        <span className={classes.outcome} data-state={stateOf(outcome)}>
          {textOf(outcome)}
        </span>
        <span className={classes.about}>{check.about}</span>
      </a>
    </li>
  );
}

function stateOf(outcome: Outcome | undefined): string {
  if (outcome?.state !== 'done') return outcome?.state ?? 'waiting';
  return outcome.rows > 0 ? 'wrong' : 'well';
}

function Sign({ outcome }: Pick<LineProps, 'outcome'>): ReactNode {
  const state = stateOf(outcome);
  const Icon =
    state === 'wrong' || state === 'failed' ? IconAlertTriangle : state === 'well' ? IconCheck : IconCircleDashed;
  return <Icon size={16} className={classes.sign} data-state={state} aria-hidden="true" />;
}

function textOf(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '';
  if (outcome.state === 'running') return 'looking…';
  if (outcome.state === 'failed') return outcome.message;
  return outcome.rows === 0 ? 'nothing' : countOf(outcome.rows, ['row', 'rows']);
}
