import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { LensFileList } from '#shared/contract/lens-files.ts';
import type { Catalogue, TableInfo } from '#shared/model/catalogue.ts';
import type { LensSuggestion } from '#shared/model/drawing.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import { useAction } from '../../client/actions.ts';
import { client, orpc } from '../../client/client.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { failureOf } from '../../client/failure.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { answerOf, useCatalogue } from '../../client/queries.ts';
import { useSetting } from '../../client/settings.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Resizer } from '../../ui/resizer.tsx';
import { say } from '../../ui/toast.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { readyOf } from './draft.ts';
import classes from './drawing.module.css';
import { DrawingHead } from './drawing-head.tsx';
import { begun, changed, type Drawing, editDrawing, redone, setDrawing, undone, useDrawing } from './drawings.ts';
import { Mapping } from './mapping.tsx';
import { Preview } from './preview.tsx';
import { setAside, useKeeping } from './use-keeping.ts';
import { useLooks } from './use-looks.ts';
import { usePreview } from './use-preview.ts';

/** Where people say what the tables and columns of a database are for, and see at once what comes of it. */
export function DrawingPage({ database }: { readonly database: string }): ReactNode {
  useCrumbs([{ label: 'Your own lens', place: { at: 'lens', database } }]);
  const edit = usePlaceQuery()['edit'] ?? '';
  const drawing = useDrawing(database);
  const catalogue = useCatalogue(database);
  const wanted = edit !== '' && drawing?.saved?.id !== edit;
  const files = answerOf<LensFileList>(useQuery({ ...orpc.lensFiles.list.queryOptions(), enabled: wanted }));
  const beginning = drawing === undefined && edit === '';
  const suggestion = answerOf<LensSuggestion>(
    useQuery({ ...orpc.drawing.suggest.queryOptions({ input: { database } }), enabled: beginning }),
  );
  const file = wanted ? files.data?.lenses.find(({ id }) => id === edit) : undefined;
  useEffect(() => {
    if (file !== undefined) setDrawing(database, begun(file, true));
    else if (wanted && files.data !== undefined) setPlaceQuery({ edit: '' });
    else if (beginning && suggestion.data !== undefined) setDrawing(database, begun(suggestion.data.lens, false));
  }, [database, file, wanted, files.data, beginning, suggestion.data]);
  const failure = catalogue.failure ?? files.failure ?? suggestion.failure;
  if (failure !== undefined) return <FailureView failure={failure} again={suggestion.again} />;
  if (drawing === undefined || catalogue.data === undefined) return <Waiting skeleton />;
  return <Board database={database} catalogue={catalogue.data} drawing={drawing} />;
}

interface BoardProps {
  readonly database: string;
  readonly catalogue: Catalogue;
  readonly drawing: Drawing;
}

function Board({ database, catalogue, drawing }: BoardProps): ReactNode {
  const [width, setWidth] = useSetting('drawing.width', 400);
  const { now } = drawing;
  const { lens, lacking } = readyOf(now);
  const looks = useLooks(database, catalogue, now);
  const preview = usePreview(database, lens);
  const keeping = useKeeping(database, catalogue, drawing);
  const change = (next: LensFile, what: string) =>
    editDrawing(database, (drawn) => changed(drawn, next, what, performance.now()));
  const suggest = async (table?: TableInfo) => {
    const steps = table && { schema: table.schema, name: table.name };
    try {
      const { lens: next } = await client.drawing.suggest({ database, ...(steps === undefined ? {} : { steps }) });
      const { id, title, recognise, madeFor } = now;
      change({ ...next, id, title, recognise, madeFor }, 'suggestion');
    } catch (thrown) {
      say({ text: failureOf(thrown).message, tone: 'bad' });
    }
  };
  const undo = () => editDrawing(database, undone);
  const redo = () => editDrawing(database, redone);
  useAction('undo', undo);
  useAction('redo', redo);
  useAction('save', () => void keeping.save());
  return (
    <div className={classes.page}>
      <DrawingHead
        drawing={drawing}
        saving={keeping.saving}
        onTitle={(title) => change({ ...now, title }, 'title')}
        undo={undo}
        redo={redo}
        save={() => void keeping.save()}
        saveAsAnother={() => void keeping.save(true)}
        importFile={() => void keeping.importFile()}
        exportFile={keeping.exportFile}
        edit={(id) => {
          setAside(database, drawing);
          setPlaceQuery({ edit: id });
        }}
        startAgain={() => void suggest()}
        remove={() => void keeping.remove()}
      />
      <div className={classes.both}>
        <section className={classes.mapping} style={{ width: `min(${width}px, 56%)` }} aria-label="Mapping">
          <Mapping {...{ database, catalogue, lens: now, looks, change }} suggestFor={(table) => void suggest(table)} />
        </section>
        <Resizer label="Width of the mapping" size={width} least={300} most={900} grows="before" onSize={setWidth} />
        <section className={classes.seen} aria-label="Preview">
          <Preview
            lens={lens}
            lacking={lacking}
            answer={preview.answer}
            looks={looks}
            onSession={preview.setSession}
            onEpisode={preview.setEpisode}
          />
        </section>
      </div>
    </div>
  );
}
