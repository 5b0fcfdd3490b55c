import { Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useAction } from '../../client/actions.ts';
import { useDatabase } from '../../client/app-state.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { useCatalogue } from '../../client/queries.ts';
import { useSetting } from '../../client/settings.ts';
import { shortcutKeys } from '../../client/shortcuts.ts';
import { Resizer } from '../../ui/resizer.tsx';
import { Editor, type EditorHandle } from './editor.tsx';
import { remember, useHistory } from './history.ts';
import { HistoryMenu } from './history-menu.tsx';
import { Result } from './result.tsx';
import classes from './sql.module.css';
import { useRun } from './use-run.ts';

interface SqlPageProps {
  readonly database: string;
}

/** A person's own SQL on a database: read-only, cancellable, remembered. */
export function SqlPage({ database }: SqlPageProps): ReactNode {
  useCrumbs([{ label: 'SQL', place: { at: 'sql', database } }]);
  const engine = useDatabase(database)?.connection?.engine ?? 'duckdb';
  const catalogue = useCatalogue(database).data;
  const [draft, setDraft] = useSetting(`sql.draft.${database}`, '');
  const [history, setHistory] = useHistory(database);
  const [height, setHeight] = useSetting('sql.height', 220);
  const editor = useRef<EditorHandle>(null);
  const { run, start, cancel } = useRun(database, (ended) =>
    setHistory(remember(history, ended, new Date().toISOString())),
  );
  const running = run?.state === 'running';
  const startNow = () => {
    const statement = editor.current?.statement().trim() ?? '';
    if (statement !== '') start(statement);
  };
  useAction('run-sql', startNow);
  useAction('cancel', cancel, { enabled: running });
  return (
    <div className={classes.page}>
      <div style={{ height }} className={classes.top}>
        <Editor
          initial={draft}
          engine={engine}
          catalogue={catalogue}
          handle={editor}
          onChange={setDraft}
          onRun={startNow}
        />
      </div>
      <Resizer
        label="Height of the editor"
        axis="y"
        size={height}
        least={80}
        most={800}
        grows="before"
        onSize={setHeight}
      />
      <div className={classes.bar}>
        {running ? (
          <Button variant="default" leftSection={<IconPlayerStop size={14} />} onClick={cancel}>
            Cancel
          </Button>
        ) : (
          <Button
            leftSection={<IconPlayerPlay size={14} />}
            rightSection={<kbd className={classes.keys}>{shortcutKeys('Mod+Enter').join(' ')}</kbd>}
            onClick={startNow}
          >
            Run
          </Button>
        )}
        <HistoryMenu history={history} pick={(sql) => editor.current?.replace(sql)} forget={() => setHistory([])} />
        <span className={classes.hint}>Read-only; with a selection, only that is run</span>
      </div>
      <Result run={run} database={database} />
    </div>
  );
}
