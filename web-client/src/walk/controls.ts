// SPDX-License-Identifier: Apache-2.0

import type { Wish } from './body';

/** Radians of turning for each pixel of dragging. */
const dragTurn = 0.0042;
const keyTurnPerSecond = 2;
const steepestPitch = 1.45;
/** Pixels and milliseconds that a press may move and last and still be a click. */
const clickPixels = 5;
const clickMs = 600;
const touchWalkPixels = 60;

export interface ControlEvents {
  /** A click or tap at this place of the canvas; -1 to 1, up and right positive. */
  click(x: number, y: number): void;
  activate(): void;
  toggleFlying(): void;
  toggleView(): void;
  /** A turn of the wheel: closer (negative) or farther. */
  zoom(amount: number): void;
  /** Whether a handle in the scene has taken hold of the pointer. */
  pointerTaken(): boolean;
}

/**
 * Keys, mouse and fingers, as wishes of the body and turns of the head. The keyboard alone is enough: W, A, S, D and up and down walk,
 * left and right, Q and E turn, Page Up and Page Down look up and down, Shift runs, Space jumps and rises, X sinks, F flies, C changes the view,
 * Enter activates what is ahead.
 */
export class Controls {
  readonly wish: Wish = { right: 0, ahead: 0, rise: 0, run: false, jump: false };
  pitch = 0;
  enabled = true;
  private readonly held = new Set<string>();
  private readonly stop = new AbortController();
  private turned = 0;
  private look: { id: number; x: number; y: number; downX: number; downY: number; at: number } | undefined;
  private stick: { id: number; x: number; y: number; right: number; ahead: number } | undefined;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly events: ControlEvents,
  ) {
    const { signal } = this.stop;
    window.addEventListener('keydown', (event) => this.keyDown(event), { signal });
    window.addEventListener('keyup', (event) => this.held.delete(event.code), { signal });
    window.addEventListener('blur', () => this.release(), { signal });
    canvas.addEventListener('pointerdown', (event) => this.pointerDown(event), { signal });
    canvas.addEventListener('pointermove', (event) => this.pointerMove(event), { signal });
    canvas.addEventListener('pointerup', (event) => this.pointerUp(event), { signal });
    canvas.addEventListener('pointercancel', (event) => this.pointerLost(event), { signal });
    canvas.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    canvas.addEventListener('wheel', (event) => this.wheel(event), { signal, passive: false });
    canvas.style.touchAction = 'none';
    // Without it the canvas could not have the keyboard.
    canvas.tabIndex = Math.max(0, canvas.tabIndex);
  }

  setEnabled(enabled: boolean): void {
    this.enabled = enabled;
    if (!enabled) {
      this.release();
    }
  }

  /** Looks freely with the mouse until Escape; the browser may ask or refuse. */
  lockPointer(): void {
    void Promise.resolve(this.canvas.requestPointerLock()).catch(() => undefined);
  }

  get pointerLocked(): boolean {
    return document.pointerLockElement === this.canvas;
  }

  /** Brings `wish` up to date and returns by how much to turn, radians to the left. */
  update(seconds: number): number {
    this.wish.right = this.key('KeyD') - this.key('KeyA') + (this.stick?.right ?? 0);
    this.wish.ahead = this.either('KeyW', 'ArrowUp') - this.either('KeyS', 'ArrowDown') + (this.stick?.ahead ?? 0);
    this.wish.rise = this.key('Space') - this.key('KeyX');
    this.wish.run = this.either('ShiftLeft', 'ShiftRight') === 1;
    this.wish.jump = this.key('Space') === 1;
    const keyTurn = this.either('KeyQ', 'ArrowLeft') - this.either('KeyE', 'ArrowRight');
    const keyPitch = this.key('PageUp') - this.key('PageDown');
    this.setPitch(this.pitch + keyPitch * keyTurnPerSecond * 0.5 * seconds);
    const turn = this.turned + keyTurn * keyTurnPerSecond * seconds;
    this.turned = 0;
    return turn;
  }

  dispose(): void {
    this.stop.abort();
    if (this.pointerLocked) {
      document.exitPointerLock();
    }
  }

  private key(code: string): number {
    return this.enabled && this.held.has(code) ? 1 : 0;
  }

  private either(code: string, other: string): number {
    return Math.max(this.key(code), this.key(other));
  }

  private release(): void {
    this.held.clear();
    this.look = undefined;
    this.stick = undefined;
  }

  private setPitch(pitch: number): void {
    this.pitch = Math.max(-steepestPitch, Math.min(steepestPitch, pitch));
  }

  private keyDown(event: KeyboardEvent): void {
    if (!this.enabled || event.ctrlKey || event.metaKey || event.altKey || !forWalking(event, this.canvas)) {
      return;
    }
    if (!walkingKeys.has(event.code)) {
      return;
    }
    // Arrows and Space would scroll the page.
    event.preventDefault();
    if (event.repeat) {
      return;
    }
    this.held.add(event.code);
    if (event.code === 'KeyF') {
      this.events.toggleFlying();
    } else if (event.code === 'KeyC') {
      this.events.toggleView();
    } else if (event.code === 'Enter') {
      this.events.activate();
    }
  }

  private pointerDown(event: PointerEvent): void {
    if (this.events.pointerTaken()) {
      return;
    }
    this.canvas.focus({ preventScroll: true });
    if (event.pointerType === 'touch' && this.look !== undefined) {
      // A second finger walks, the first goes on looking.
      this.stick = { id: event.pointerId, x: event.clientX, y: event.clientY, right: 0, ahead: 0 };
      return;
    }
    this.canvas.setPointerCapture(event.pointerId);
    const { clientX: x, clientY: y } = event;
    this.look = { id: event.pointerId, x, y, downX: x, downY: y, at: event.timeStamp };
  }

  private pointerMove(event: PointerEvent): void {
    if (this.pointerLocked) {
      this.turnBy(event.movementX * 0.6, event.movementY * 0.6);
      return;
    }
    if (this.stick?.id === event.pointerId) {
      this.stick.right = Math.max(-1, Math.min(1, (event.clientX - this.stick.x) / touchWalkPixels));
      this.stick.ahead = Math.max(-1, Math.min(1, (this.stick.y - event.clientY) / touchWalkPixels));
    } else if (this.look?.id === event.pointerId && !this.events.pointerTaken()) {
      this.turnBy(event.clientX - this.look.x, event.clientY - this.look.y);
      this.look.x = event.clientX;
      this.look.y = event.clientY;
    }
  }

  private turnBy(x: number, y: number): void {
    this.turned -= x * dragTurn;
    this.setPitch(this.pitch - y * dragTurn);
  }

  private pointerUp(event: PointerEvent): void {
    const look = this.look;
    this.pointerLost(event);
    if (look?.id !== event.pointerId || this.events.pointerTaken() || event.button > 0) {
      return;
    }
    const moved = Math.hypot(event.clientX - look.downX, event.clientY - look.downY);
    if (moved <= clickPixels && event.timeStamp - look.at <= clickMs) {
      if (this.pointerLocked) {
        this.events.click(0, 0);
      } else {
        const box = this.canvas.getBoundingClientRect();
        this.events.click(((event.clientX - box.left) / box.width) * 2 - 1, 1 - ((event.clientY - box.top) / box.height) * 2);
      }
    }
  }

  private pointerLost(event: PointerEvent): void {
    if (this.look?.id === event.pointerId) {
      this.look = undefined;
    }
    if (this.stick?.id === event.pointerId) {
      this.stick = undefined;
    }
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey) {
      event.preventDefault();
      this.events.zoom(Math.sign(event.deltaY));
    }
  }
}

const walkingKeys: ReadonlySet<string> = new Set([
  'KeyW',
  'KeyA',
  'KeyS',
  'KeyD',
  'KeyQ',
  'KeyE',
  'KeyX',
  'KeyF',
  'KeyC',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'ShiftLeft',
  'ShiftRight',
  'Space',
  'Enter',
]);

const fields = 'input, textarea, select, dialog, [contenteditable], [role="textbox"], [role="listbox"], [role="menu"], [role="tablist"], [role="grid"]';
const pressable = 'button, a[href], summary, [role="button"], [tabindex]';
const pressing: ReadonlySet<string> = new Set(['Space', 'Enter', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown']);

/** Keys pressed in a text field or list belong to it, and those that press buttons or scroll to what has the focus. */
function forWalking(event: KeyboardEvent, canvas: HTMLCanvasElement): boolean {
  const target = event.target;
  if (target === canvas || !(target instanceof Element) || target === document.body || target === document.documentElement) {
    return true;
  }
  return target.closest(fields) === null && !(pressing.has(event.code) && target.closest(pressable) !== null);
}
