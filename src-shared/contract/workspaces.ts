import { z } from 'zod';
import { type Workspace, workspaceSchema } from '../model/workspace.ts';
import { largestWorkspace } from '../model/workspace-text.ts';
import { answer, base } from './base.ts';

const ofWorkspace = z.object({ id: z.string().min(1).max(300) });

/** Series of several databases on one axis: files, in Starling's own folder or wherever a person keeps them. */
export const workspaces = {
  list: base.output(answer<WorkspaceList>()),
  /** Reads it anew. Fails with BAD_INPUT or VERSION_UNSUPPORTED where its file cannot be read. */
  get: base.input(ofWorkspace).output(answer<KeptWorkspace>()),
  /** A new one, in Starling's own folder. */
  create: base.input(z.object({ workspace: workspaceSchema })).output(answer<KeptWorkspace>()),
  /** Writes it whole to its file. A file that it did not name before must be one that may be opened. */
  save: base.input(ofWorkspace.extend({ workspace: workspaceSchema })).output(answer<KeptWorkspace>()),
  /** Removes one of Starling's own folder; one that lies elsewhere is only forgotten. */
  remove: base.input(ofWorkspace).output(z.void()),
  /** A file that lies elsewhere, and stays there. */
  open: base.input(z.object({ path: z.string().min(1) })).output(answer<KeptWorkspace>()),
  /** The text of a file that has no path here: kept in Starling's own folder. */
  take: base
    .input(z.object({ text: z.string().max(largestWorkspace), name: z.string().max(300) }))
    .output(answer<KeptWorkspace>()),
  /** Asks for a place, writes it there, and goes on with that file; `null` when nothing was chosen. Only the desktop has a dialog. */
  saveAs: base.input(ofWorkspace).output(answer<KeptWorkspace | null>()),
};

export interface WorkspaceInfo {
  /** Stays the same as long as the file has its place; safe in an address. */
  readonly id: string;
  readonly path: string;
  /** Whether it lies in Starling's own folder. */
  readonly own: boolean;
}

export interface KeptWorkspace extends WorkspaceInfo {
  readonly workspace: Workspace;
}

export interface WorkspaceList {
  /** By title. */
  readonly workspaces: readonly (WorkspaceInfo & {
    readonly title: string;
    readonly series: number;
    /** Labels of its databases. */
    readonly sources: readonly string[];
    /** When the file was last written; ISO 8601 UTC. */
    readonly changed: string;
  })[];
  /** Files that could not be read, and why. */
  readonly unreadable: readonly (WorkspaceInfo & { readonly message: string })[];
}
