import { ignoreGone, type Protocol, type Session } from './devtools.ts';
import { pathFunction } from './page-scripts.ts';

type Paused = Protocol.Events['Debugger.paused'];

/**
 * Answers `webUtils.getPathForFile`, which is synchronous: the isolated world stops at a `debugger` statement, Chromium
 * itself says which file it is, the answer is written into the stopped function, and the page goes on.
 */
export async function answerFilePaths(page: Session): Promise<void> {
  page.on('Debugger.paused', (paused) => {
    fillIn(page, paused)
      .finally(() => page.send('Debugger.resume', {}))
      .catch(ignoreGone);
  });
  await page.send('Debugger.enable', {});
}

async function fillIn(page: Session, { callFrames }: Paused): Promise<void> {
  const [frame] = callFrames;
  if (frame?.functionName !== pathFunction) return;
  const { callFrameId } = frame;
  const { result } = await page.send('Debugger.evaluateOnCallFrame', { callFrameId, expression: 'file' });
  if (result.objectId === undefined) return;
  const { path } = await page.send('DOM.getFileInfo', { objectId: result.objectId });
  const expression = `answer.path = ${JSON.stringify(path)}`;
  await page.send('Debugger.evaluateOnCallFrame', { callFrameId, expression });
}
