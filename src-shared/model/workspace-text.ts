import type { Workspace } from './workspace.ts';

export const workspaceExtension = '.starling-workspace';

/** The largest text that a workspace can be, in bytes. */
export const largestWorkspace = 2_000_000;

/** More lines than this say nothing, and take long to draw. */
export const mostSeries = 200;

export function newWorkspace(title: string): Workspace {
  const chart: Workspace['chart'] = { smooth: null, log: false, y: null, axis: '', references: [] };
  return { kind: 'starling-workspace', version: 1, title, sources: [], series: [], chart };
}

export function isWorkspaceFileName(name: string): boolean {
  return name.toLowerCase().endsWith(workspaceExtension);
}

export function workspaceText(workspace: Workspace): string {
  return `${JSON.stringify(workspace, null, 2)}\n`;
}
