import { Button, Group } from '@mantine/core';
import { IconFileImport, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useDeferredValue, useEffect } from 'react';
import { useAction } from '../../client/actions.ts';
import { useDatabases, useRecents } from '../../client/app-state.ts';
import { useStore } from '../../client/store.ts';
import { countOf } from '../../format/number.ts';
import { chooseFiles, chooseFolder } from './choose-files.ts';
import { draft, emptyDraft, hindrance, readinessOf, showOpenQuestion } from './draft.ts';
import { Duplicates } from './duplicates.tsx';
import classes from './import-page.module.css';
import { recallDraft } from './kept-draft.ts';
import { clearDraft, lookAtAll, setTarget } from './looking.ts';
import { Nothing } from './nothing-offered.tsx';
import { SetDetail } from './set-detail.tsx';
import { SetList } from './set-list.tsx';
import { startImport } from './starting.ts';
import { TargetField } from './target-field.tsx';
import { firstTarget, useTargets } from './targets.ts';
import { Uploading } from './uploading.tsx';

/** What lies in files that were offered, and what importing them would do; nothing is written before the button. */
export function ImportPage(): ReactNode {
  const now = useStore(draft);
  // Files that come and go with an answer are drawn in pieces; what a person changes of one, at once.
  const drawn = useDeferredValue(now, emptyDraft);
  const readiness = readinessOf(now);
  const why = hindrance(now, readiness);
  useAction('run-sql', () => void startImport());
  // Before a first target is chosen, which keeps what lies there by then.
  useEffect(() => {
    if (recallDraft()) lookAtAll();
  }, []);
  useFirstTarget();
  if (now.sets.length === 0) {
    return (
      <div className={classes.page}>
        <Uploading />
        <Nothing />
      </div>
    );
  }
  const first = drawn.sets.find(({ key }) => key === drawn.shown) ?? drawn.sets[0];
  const shown = now.sets.find(({ key }) => key === first?.key) ?? first;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <TargetField into={now.into} />
        <span className={classes.gap} />
        <p className={classes.why} role="status" aria-label="What is missing">
          {why !== '' ? why : leftOutText(readiness.refused)}
        </p>
        {readiness.questions > 0 && readiness.looking === 0 && (
          <Button variant="default" onClick={showOpenQuestion}>
            Show
          </Button>
        )}
        <Button leftSection={<IconFileImport size={15} />} disabled={why !== ''} onClick={() => void startImport()}>
          {`Import ${countOf(readiness.files, ['file', 'files'])}`}
        </Button>
      </header>
      <Uploading />
      {readiness.earlier > 0 && <Duplicates draft={now} earlier={readiness.earlier} />}
      <div className={classes.both}>
        <section className={classes.side} aria-label="Files">
          <SetList sets={drawn.sets} shown={now.shown ?? shown?.key} />
          <Group gap={4} className={classes.tools}>
            <Button variant="subtle" color="gray" leftSection={<IconPlus size={14} />} onClick={() => chooseFiles()}>
              Files…
            </Button>
            <Button variant="subtle" color="gray" leftSection={<IconPlus size={14} />} onClick={() => chooseFolder()}>
              Folder…
            </Button>
            <Button variant="subtle" color="gray" leftSection={<IconTrash size={14} />} onClick={clearDraft}>
              Clear
            </Button>
          </Group>
        </section>
        {shown !== undefined && <SetDetail key={shown.key} set={shown} />}
      </div>
    </div>
  );
}

function leftOutText(refused: number): string {
  return refused === 0 ? '' : `${countOf(refused, ['entry', 'entries'])} cannot be imported and will be left out`;
}

/** Begins with what was imported into last, once it is known what there is. */
function useFirstTarget(): void {
  const targets = useTargets();
  const databases = useDatabases();
  const recents = useRecents();
  const known = databases !== undefined && recents !== undefined;
  const into = useStore(draft, (now) => now.into);
  const first = firstTarget(targets);
  const text = JSON.stringify(first);
  useEffect(() => {
    const isOpen = into === undefined && draft.get().into === undefined;
    if (known && isOpen && text !== undefined) setTarget(JSON.parse(text));
  }, [known, into, text]);
}
