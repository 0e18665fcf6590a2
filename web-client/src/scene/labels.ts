// SPDX-License-Identifier: Apache-2.0

import { type Camera, Vector3 } from 'three';
import './labels.css';

/** A text that floats over a point of the world. */
class Label {
  readonly element = document.createElement('div');
  private title = '';
  private note = '';
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

  write(title: string, note: string, kind: string): void {
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

/** Labels of things nearer to each other than this are not shown both: pixels. */
const crowdedX = 100;
const crowdedY = 34;
const mostPlaces = 64;

/** A pool of labels; in each frame, those that are needed are asked for again, and the rest hide. */
export class Labels {
  visible = true;
  private readonly labels: Label[] = [];
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
  }

  /** Shows a label above a point, unless that is behind the camera or out of the picture. */
  put(camera: Camera, point: Vector3, title: string, note: string, kind: 'person' | 'thing', farMetres: number): void {
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
    if (kind === 'thing' && this.crowded(x, y)) {
      return;
    }
    if (this.used < mostPlaces) {
      this.places[this.used * 2] = x;
      this.places[this.used * 2 + 1] = y;
    }
    let label = this.labels[this.used];
    if (label === undefined) {
      label = new Label(this.layer);
      this.labels.push(label);
    }
    this.used++;
    label.write(title, note, kind);
    const fade = Math.min(1, Math.max(0, (farMetres - distance) / (farMetres * 0.25)));
    label.show(x, y, fade);
  }

  private crowded(x: number, y: number): boolean {
    for (let i = 0; i < Math.min(this.used, mostPlaces); i++) {
      if (Math.abs((this.places[i * 2] ?? 0) - x) < crowdedX && Math.abs((this.places[i * 2 + 1] ?? 0) - y) < crowdedY) {
        return true;
      }
    }
    return false;
  }

  end(): void {
    for (let i = this.used; i < this.labels.length; i++) {
      this.labels[i]?.hide();
    }
  }

  dispose(): void {
    for (const label of this.labels) {
      label.element.remove();
    }
    this.labels.length = 0;
  }
}

const projected = new Vector3();
