// SPDX-License-Identifier: Apache-2.0

import { type Camera, Vector3 } from 'three';
import './labels.css';

/** A text that floats over a point of the world. */
class Label {
  readonly element = document.createElement('div');
  /** In this frame. */
  wanted = false;
  private title = '';
  private note = '';
  private handle: number | undefined;
  private x = Number.NaN;
  private y = Number.NaN;
  private shown = false;
  private opacity = -1;

  constructor(layer: HTMLElement) {
    this.element.className = 'stage-label';
    this.element.style.visibility = 'hidden';
    // People and things are in the lists, for those who do not see; here they would only be noise.
    this.element.setAttribute('aria-hidden', 'true');
    layer.append(this.element);
  }

  /** @param handle of the person who can be asked for by clicking; undefined for things */
  write(title: string, note: string, kind: string, handle: number | undefined): void {
    if (handle !== this.handle) {
      this.handle = handle;
      this.element.toggleAttribute('data-handle', handle !== undefined);
      if (handle !== undefined) {
        this.element.dataset['handle'] = String(handle);
      }
    }
    if (title === this.title && note === this.note && this.element.dataset['kind'] === kind) {
      return;
    }
    this.title = title;
    this.note = note;
    this.element.dataset['kind'] = kind;
    const name = document.createElement('span');
    name.className = 'stage-label-name';
    name.textContent = title;
    this.element.replaceChildren(name);
    if (note !== '') {
      const line = document.createElement('span');
      line.className = 'stage-label-note';
      line.textContent = note;
      this.element.append(line);
    }
  }

  show(x: number, y: number, opacity: number): void {
    if (!this.shown) {
      this.shown = true;
      this.element.style.visibility = 'visible';
    }
    if (!(Math.abs(x - this.x) < 0.4 && Math.abs(y - this.y) < 0.4)) {
      this.x = x;
      this.y = y;
      this.element.style.transform = `translate3d(${x.toFixed(1)}px, ${y.toFixed(1)}px, 0) translate(-50%, -100%)`;
    }
    if (Math.abs(opacity - this.opacity) > 0.04) {
      this.opacity = opacity;
      this.element.style.opacity = opacity.toFixed(2);
    }
  }

  hide(): void {
    if (this.shown) {
      this.shown = false;
      this.element.style.visibility = 'hidden';
    }
  }
}

/** Labels nearer to each other than this are not shown both: pixels. Names of people may come closer than those of things. */
const apart = { thing: { x: 100, y: 34 }, person: { x: 84, y: 22 } } as const;
/** Who is shown already may come closer still, so that names do not flicker when people pass each other. */
const keepFactor = 0.7;
const mostPlaces = 64;

/** A pool of labels; in each frame, those that are needed are asked for again, the most important first, and the rest hide. */
export class Labels {
  visible = true;
  private readonly labels = new Map<object, Label>();
  private readonly spare: Label[] = [];
  private used = 0;
  private readonly places = new Float32Array(mostPlaces * 2);
  private width = 1;
  private height = 1;

  constructor(private readonly layer: HTMLElement) {}

  resize(width: number, height: number): void {
    this.width = width;
    this.height = height;
  }

  begin(): void {
    this.used = 0;
    for (const label of this.labels.values()) {
      label.wanted = false;
    }
  }

  /**
   * Shows a label above a point, unless that is behind the camera, out of the picture, or too near to another label.
   *
   * @param owner whose label it is, so that it stays the same element from frame to frame
   */
  put(owner: object, camera: Camera, point: Vector3, title: string, note: string, kind: 'person' | 'thing', farMetres: number, handle?: number): void {
    if (!this.visible) {
      return;
    }
    const distance = camera.position.distanceTo(point);
    if (distance > farMetres) {
      return;
    }
    projected.copy(point).project(camera);
    if (projected.z > 1 || projected.z < -1 || Math.abs(projected.x) > 1.1 || Math.abs(projected.y) > 1.15) {
      return;
    }
    const x = (projected.x * 0.5 + 0.5) * this.width;
    const y = (0.5 - projected.y * 0.5) * this.height;
    const known = this.labels.get(owner);
    if (this.crowded(x, y, kind, known === undefined ? 1 : keepFactor)) {
      return;
    }
    if (this.used < mostPlaces) {
      this.places[this.used * 2] = x;
      this.places[this.used * 2 + 1] = y;
      this.used++;
    }
    const label = known ?? this.spare.pop() ?? new Label(this.layer);
    if (known === undefined) {
      this.labels.set(owner, label);
    }
    label.wanted = true;
    label.write(title, note, kind, handle);
    const fade = Math.min(1, Math.max(0, (farMetres - distance) / (farMetres * 0.25)));
    label.show(x, y, fade);
  }

  end(): void {
    for (const [owner, label] of this.labels) {
      if (!label.wanted) {
        label.hide();
        this.labels.delete(owner);
        this.spare.push(label);
      }
    }
  }

  dispose(): void {
    for (const label of [...this.labels.values(), ...this.spare]) {
      label.element.remove();
    }
    this.labels.clear();
    this.spare.length = 0;
  }

  private crowded(x: number, y: number, kind: 'person' | 'thing', factor: number): boolean {
    for (let i = 0; i < this.used; i++) {
      const awayX = Math.abs((this.places[i * 2] ?? 0) - x);
      const awayY = Math.abs((this.places[i * 2 + 1] ?? 0) - y);
      if (awayX < apart[kind].x * factor && awayY < apart[kind].y * factor) {
        return true;
      }
    }
    return false;
  }
}

const projected = new Vector3();
