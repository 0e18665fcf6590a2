// SPDX-License-Identifier: Apache-2.0
import type { PanelName } from '../ui/panel';
import type { Shell } from '../ui/shell';

export interface KeyActions {
  describe(): void;
  /** The mouse looks around without a button. */
  lookFreely(): void;
  /** Enter: the picture may follow a link by it. */
  enter(): void;
  /** False when nothing was selected. */
  deselect(): boolean;
  handles(mode: 'move' | 'turn' | 'scale'): void;
  remove(): void;
  /** Picks up what is in reach, or puts down what is held. */
  hand(): void;
  undo(): void;
  redo(): void;
}

const PANELS: Readonly<Record<string, PanelName>> = { p: 'people', o: 'things', b: 'build', h: 'help', '?': 'help' };
const MODES = { '1': 'move', '2': 'turn', '3': 'scale' } as const;

/** The keys of the page besides those for walking. They work only while the world has the focus, so that they never eat typed text. */
export function listenForKeys(shell: Shell, actions: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]') !== null) {
      return;
    }
    if (event.key === 'Escape') {
      if (!shell.keysAreForWorld || !actions.deselect()) {
        shell.switchFocus();
      }
    } else if (shell.keysAreForWorld && act(event, shell, actions)) {
      event.preventDefault();
    }
  });
}

/** @returns whether the key meant something */
function act(event: KeyboardEvent, shell: Shell, actions: KeyActions): boolean {
  const key = event.key.toLowerCase();
  if (event.altKey) {
    return false;
  }
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z' && !event.shiftKey) {
      actions.undo();
    } else if (key === 'y' || key === 'z') {
      actions.redo();
    } else {
      return false;
    }
    return true;
  }
  const panel = PANELS[key];
  if (panel !== undefined) {
    shell.open(panel, true);
    return true;
  }
  switch (key) {
    case 'enter':
      actions.enter();
      return false;
    case 't':
      shell.open('chat', true);
      return true;
    case 'l':
      actions.describe();
      return true;
    case 'g':
      actions.hand();
      return true;
    case 'm':
      actions.lookFreely();
      return true;
    case '1':
    case '2':
    case '3':
      actions.handles(MODES[key]);
      return true;
    case 'delete':
      actions.remove();
      return true;
    default:
      return false;
  }
}
