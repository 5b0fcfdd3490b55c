import { useState } from 'react';
import type { Catalogue } from '#shared/model/catalogue.ts';
import { evidenceOf } from '#shared/model/lens-evidence.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import { schemaMark } from '#shared/model/schema-mark.ts';
import { client, readAllAgain } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { setPlaceQuery, toPlace } from '../../client/place.ts';
import { say } from '../../ui/toast.ts';
import { readyOf } from './draft.ts';
import { begun, type Drawing, editDrawing, isUnsaved, setDrawing } from './drawings.ts';
import { exportLens, pickLensFile, readLens, seeThrough } from './exchange.ts';

interface Keeping {
  readonly saving: boolean;
  save(another?: boolean): Promise<void>;
  remove(): Promise<void>;
  importFile(): Promise<void>;
  exportFile(): void;
}

/** Keeping what is drawn, giving it out and taking it in. */
export function useKeeping(database: string, catalogue: Catalogue, drawing: Drawing): Keeping {
  const [saving, setSaving] = useState(false);
  const { now, saved } = drawing;
  const told = async (what: () => Promise<void>) => {
    setSaving(true);
    try {
      await what();
    } catch (thrown) {
      say({ text: failureOf(thrown).message, tone: 'bad' });
    } finally {
      setSaving(false);
    }
  };
  const save = (another = false) =>
    told(async () => {
      const replace = saved !== null && !another;
      const next = keptFor(catalogue, now, replace ? saved : null);
      // What was undone may be from before the lens had its id.
      const lens = await client.lensFiles.save({ lens: replace ? { ...next, id: saved.id } : next, replace });
      editDrawing(database, (drawn) => ({ ...drawn, now: lens, saved: lens }));
      setPlaceQuery({ edit: lens.id });
      await seeThrough(database, lens.id);
      const action = { label: 'Show it', run: () => toPlace({ at: 'database', database }) };
      say({ text: `${lens.title} is kept, and this database is seen through it`, action });
    });
  const remove = () =>
    told(async () => {
      await client.lensFiles.remove({ lens: saved?.id ?? now.id });
      editDrawing(database, (drawn) => ({ ...drawn, saved: null, past: [...drawn.past, drawn.now] }));
      setPlaceQuery({ edit: '' });
      await readAllAgain();
      say({ text: `${now.title} is no longer kept; what you see here can be saved again` });
    });
  const importFile = () =>
    told(async () => {
      const file = await pickLensFile();
      if (file === undefined) return;
      const lens = await client.lensFiles.save({ lens: await readLens(file) });
      setAside(database, drawing);
      setDrawing(database, begun(lens, true));
      setPlaceQuery({ edit: lens.id });
      await readAllAgain();
      say({ text: `${lens.title} is kept` });
    });
  return { saving, save, remove, importFile, exportFile: () => exportLens(keptFor(catalogue, now, saved)) };
}

/** Says how to come back to what was drawn and not kept, when another lens takes its place. */
export function setAside(database: string, drawing: Drawing): void {
  if (!isUnsaved(drawing)) return;
  const back = () => {
    setDrawing(database, drawing);
    toPlace({ at: 'lens', database }, { edit: drawing.saved?.id ?? '' });
  };
  say({ text: `Your changes to ${drawing.now.title} are set aside`, action: { label: 'Back to them', run: back } });
}

/**
 * What is written: a lens drawn for this database is known by the tables and columns that it uses here, and comes first for
 * this very schema. One that was drawn elsewhere keeps what it is known by.
 */
function keptFor(catalogue: Catalogue, draft: LensFile, saved: LensFile | null): LensFile {
  const { lens } = readyOf(draft);
  const mark = schemaMark(catalogue);
  if (saved !== null && saved.madeFor !== mark) return lens;
  return { ...lens, recognise: evidenceOf(lens, catalogue), madeFor: mark };
}
