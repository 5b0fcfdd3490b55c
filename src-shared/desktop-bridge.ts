/** What the preload offers the page as `window.desktop`, and nothing else. */
export interface DesktopBridge {
  /** Asks main for a port; it arrives as a window message with {@link portMessage} and one port. */
  connect(): void;
  /**
   * The path of a dropped or chosen file, which main may open from now on; empty for a file made by script. Only a real
   * File gives a path, so a page cannot name one.
   */
  offerFile(file: unknown): Promise<string>;
}

/** Tag of the window message that carries the page's port. */
export const portMessage = 'starling:port';

/** The only two channels between preload and main. */
export const channels = { connect: 'starling:connect', offer: 'starling:offer' } as const;
