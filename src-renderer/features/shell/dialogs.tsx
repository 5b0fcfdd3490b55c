import type { ReactNode } from 'react';
import { useStore } from '../../client/store.ts';
import { TakenLens } from '../drawing/taken-lens.tsx';
import { Palette } from '../palette/palette.tsx';
import { ShortcutSheet } from '../palette/shortcut-sheet.tsx';
import { ProfileDialog } from '../profiles/profile-dialog.tsx';
import { About } from '../settings/about.tsx';
import { FileBrowser } from '../welcome/file-browser.tsx';
import { dialog } from './dialog-state.ts';

export function Dialogs(): ReactNode {
  const open = useStore(dialog);
  switch (open?.name) {
    case 'palette':
      return <Palette />;
    case 'shortcuts':
      return <ShortcutSheet />;
    case 'about':
      return <About />;
    case 'files':
      return <FileBrowser what="file" take={open.take} />;
    case 'folders':
      return <FileBrowser what="folder" take={open.take} />;
    case 'import-files':
      return <FileBrowser what="import" />;
    case 'profile':
      return <ProfileDialog profile={open.profile} text={open.text} />;
    case 'lens':
      return open.lens === undefined ? null : <TakenLens lens={open.lens} />;
    default:
      return null;
  }
}
