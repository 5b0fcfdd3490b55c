import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Source } from '#shared/model/source.ts';
import type { Workspace, WorkspaceSource } from '#shared/model/workspace.ts';
import { addressOf } from '../../client/place.ts';
import { pathName } from '../../format/path.ts';
import { exactTime } from '../../format/time.ts';
import { useProfiles } from '../profiles/use-profiles.ts';
import { Badge } from '../series/badge.tsx';
import { clockTime } from '../trends/follow.ts';
import { sourceText } from '../welcome/open.ts';
import { removeSource, replaceSource } from './edits.ts';
import { locate } from './locate.ts';
import { SeriesRow } from './series-row.tsx';
import type { SourceState } from './source-states.ts';
import type { Changes } from './use-workspace.ts';
import type { AskedQuestion } from './use-workspace-chart.ts';
import classes from './workspaces.module.css';

interface SourcesPanelProps {
  readonly workspace: Workspace;
  readonly states: readonly SourceState[];
  readonly asked: readonly AskedQuestion[];
  readonly change: Changes['change'];
}

/** The databases of a workspace, how each is doing, and its lines. */
export function SourcesPanel({ workspace, states, asked, change }: SourcesPanelProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must scroll by keyboard
    <section className={classes.panel} aria-label="Databases and series" tabIndex={0}>
      {states.map((state) => (
        <SourceSection
          key={state.source.id}
          state={state}
          workspace={workspace}
          asked={asked.filter(({ question }) => question.source.id === state.source.id)}
          change={change}
        />
      ))}
      {states.length === 0 && <p className={classes.none}>No database yet</p>}
    </section>
  );
}

interface SourceSectionProps extends Omit<SourcesPanelProps, 'states'> {
  readonly state: SourceState;
}

function SourceSection({ state, workspace, asked, change }: SourceSectionProps): ReactNode {
  const { source, info } = state;
  const series = workspace.series.filter((each) => each.source === source.id);
  return (
    <section className={classes.source} aria-label={source.label}>
      <div className={classes.sourceHead}>
        <h2 title={sourceText(source.source)}>
          {info === undefined ? (
            source.label
          ) : (
            <a href={addressOf({ at: 'trends', database: info.id })}>{source.label}</a>
          )}
        </h2>
        <Tooltip label="Take out of the workspace">
          <ActionIcon
            size={22}
            aria-label={`Take ${source.label} out of the workspace`}
            onClick={() => removeSource(source, change)}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      <p className={classes.where}>{sourceText(source.source)}</p>
      <Standing state={state} onLocate={(next) => change((now) => replaceSource(now, source.id, next))} />
      <ul className={classes.series} aria-label={`Series of ${source.label}`}>
        {series.map((each) => (
          <SeriesRow
            key={each.id}
            workspace={workspace}
            series={each}
            asked={asked.find(({ question }) => question.series.includes(each))}
            change={change}
          />
        ))}
      </ul>
      {asked.map(
        ({ question, answer, asOf }) =>
          answer && (
            <div key={question.key} className={classes.badge}>
              {asked.length > 1 && <span>{answer.measure.title}:</span>}
              <Badge answer={answer} per={question.request.episodes.length > 0 ? 'step' : 'episode'} />
              <AsOf taken={info?.connection?.snapshotTaken ?? null} read={asOf} />
            </div>
          ),
      )}
    </section>
  );
}

/** Of when the lines are: of the copy that is open, or of the moment they were read. */
function AsOf({ taken, read }: { readonly taken: string | null; readonly read: Date | undefined }): ReactNode {
  const time = taken === null ? read : new Date(taken);
  if (time === undefined) return null;
  return <span title={exactTime(time)}>as of {clockTime(time)}</span>;
}

interface StandingProps {
  readonly state: SourceState;
  onLocate(source: WorkspaceSource): void;
}

/** Why a database is not drawn, and what helps. */
function Standing({ state, onLocate }: StandingProps): ReactNode {
  const { source, failure, info, open } = state;
  if (state.state === 'open') return null;
  if (state.state === 'opening') return <p className={classes.standing}>Opening…</p>;
  const take = (next: Source, label = labelOf(next)) => onLocate({ ...source, source: next, label });
  return (
    <div className={classes.standing} role="alert">
      <p>{failure?.message ?? 'This database is closed'}</p>
      <div className={classes.ways}>
        {info === undefined || failure === undefined ? (
          <Button size="compact-sm" variant="default" onClick={open}>
            {failure === undefined ? 'Open' : 'Try again'}
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            component="a"
            href={addressOf({ at: 'database', database: info.id })}
          >
            Open
          </Button>
        )}
        {source.source.kind === 'postgres' ? (
          <ProfileMenu take={take} />
        ) : (
          <Button size="compact-sm" variant="default" onClick={() => locate(source.source, take)}>
            Locate…
          </Button>
        )}
      </div>
    </div>
  );
}

function labelOf(source: Source): string {
  return source.kind === 'postgres' ? 'Postgres' : pathName(source.path);
}

function ProfileMenu({ take }: { take(source: Source, label: string): void }): ReactNode {
  const profiles = useProfiles().data ?? [];
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="compact-sm" variant="default" disabled={profiles.length === 0}>
          Locate…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {profiles.map(({ id, name, host, database }) => (
          <Menu.Item key={id} onClick={() => take({ kind: 'postgres', profile: id }, name)}>
            {name} ({host}, {database})
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
