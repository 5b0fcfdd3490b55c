import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { type ReactNode, type RefObject, useEffect, useImperativeHandle, useRef } from 'react';
import type { Catalogue } from '#shared/model/catalogue.ts';
import type { Engine } from '#shared/model/source.ts';
import { editorSetup, sqlLanguage } from './editor-setup.ts';
import classes from './sql.module.css';

/** What the page may do with the editor. */
export interface EditorHandle {
  /** The selected text, or all of it. */
  statement(): string;
  replace(text: string): void;
}

interface EditorProps {
  readonly initial: string;
  readonly engine: Engine;
  readonly catalogue: Catalogue | undefined;
  readonly handle: RefObject<EditorHandle | null>;
  onChange(text: string): void;
  onRun(): void;
}

export function Editor({ initial, engine, catalogue, handle, ...events }: EditorProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const language = useRef(new Compartment());
  const latest = useRef(events);
  useEffect(() => {
    latest.current = events;
  });
  const first = useRef({ initial, engine });
  useEffect(() => {
    const run = () => {
      latest.current.onRun();
      return true;
    };
    const state = EditorState.create({
      doc: first.current.initial,
      selection: { anchor: first.current.initial.length },
      extensions: [
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run }])),
        language.current.of(sqlLanguage(first.current.engine, undefined)),
        editorSetup(),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) latest.current.onChange(update.state.doc.toString());
        }),
      ],
    });
    const made = new EditorView({ state, parent: place.current! });
    view.current = made;
    made.focus();
    return () => made.destroy();
  }, []);
  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(sqlLanguage(engine, catalogue)) });
  }, [engine, catalogue]);
  useImperativeHandle(handle, () => ({
    statement() {
      const state = view.current?.state;
      if (state === undefined) return '';
      const { from, to, empty } = state.selection.main;
      return empty ? state.doc.toString() : state.sliceDoc(from, to);
    },
    replace(text) {
      const made = view.current;
      made?.dispatch({
        changes: { from: 0, to: made.state.doc.length, insert: text },
        selection: { anchor: text.length },
      });
      made?.focus();
    },
  }));
  return <div ref={place} className={classes.editor} />;
}
