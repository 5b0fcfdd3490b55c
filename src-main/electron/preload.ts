import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels, type DesktopBridge, portMessage } from '#shared/desktop-bridge.ts';

const bridge: DesktopBridge = {
  connect() {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(channels.connect, null, [port1]);
    window.postMessage(portMessage, window.location.origin, [port2]);
  },
  offerFile(file) {
    return ipcRenderer.invoke(channels.offer, file instanceof File ? webUtils.getPathForFile(file) : '');
  },
};

contextBridge.exposeInMainWorld('desktop', bridge);
