// SPDX-License-Identifier: Apache-2.0

import { NeutralToneMapping, PCFShadowMap, PerspectiveCamera, type Scene, SRGBColorSpace, WebGLRenderer } from 'three';
import { Resolution } from './resolution';

/** The browser cannot draw in three dimensions here; the message says so to people. */
export class WebGlMissing extends Error {
  constructor(cause: unknown) {
    super(
      'This browser cannot show the world in 3D here, because WebGL 2 is missing or switched off. Chat and the lists work all the same. ' +
        'Try another browser, or switch on hardware acceleration in its settings.',
      { cause },
    );
    this.name = 'WebGlMissing';
  }
}

/** How much the picture may cost. `medium` is `low` where the processor has to draw. */
export type Quality = 'low' | 'medium' | 'high';

/** Whether the processor draws, because there is no graphics device or it is switched off. */
function drawsInSoftware(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (gl === null) {
    return false;
  }
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return /swiftshader|llvmpipe|software|basic render/i.test(renderer);
}

/** The renderer with its canvas and camera: sizes, sharpness, and a lost graphics device. */
export class Viewport {
  readonly renderer: WebGLRenderer;
  readonly camera = new PerspectiveCamera(70, 1, 0.08, 5000);
  /** Graphics were lost (`true`) or came back. */
  onLost: (lost: boolean) => void = () => undefined;
  onResize: (width: number, height: number) => void = () => undefined;
  lost = false;
  /** What is drawn with, as opposed to what was asked for. */
  quality: Quality;
  private readonly resolution: Resolution;
  private readonly software = drawsInSoftware();
  private readonly observer: ResizeObserver;
  private readonly stop = new AbortController();
  private width = 0;
  private height = 0;
  private ratio = 0;
  private sinceShadow = 0;

  /** @throws WebGlMissing */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    wanted: Quality,
  ) {
    this.quality = this.suitable(wanted);
    const { quality } = this;
    try {
      this.renderer = new WebGLRenderer({ canvas, antialias: quality !== 'low', powerPreference: 'high-performance' });
    } catch (error) {
      throw new WebGlMissing(error);
    }
    this.renderer.outputColorSpace = SRGBColorSpace;
    // Keeps the colours people chose; ACES and AgX would shift and pale them.
    this.renderer.toneMapping = NeutralToneMapping;
    this.renderer.shadowMap.enabled = quality !== 'low';
    this.renderer.shadowMap.type = PCFShadowMap;
    this.renderer.shadowMap.autoUpdate = false;
    this.renderer.info.autoReset = true;
    this.resolution = new Resolution(quality);
    this.camera.rotation.order = 'YXZ';
    canvas.addEventListener('webglcontextlost', (event) => this.setLost(event, true), { signal: this.stop.signal });
    canvas.addEventListener('webglcontextrestored', (event) => this.setLost(event, false), { signal: this.stop.signal });
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(canvas);
    this.fit();
  }

  setQuality(wanted: Quality): void {
    this.quality = this.suitable(wanted);
    const { quality } = this;
    this.resolution.setQuality(quality);
    this.renderer.shadowMap.enabled = quality !== 'low';
    this.fit();
  }

  get frameMs(): number {
    return this.resolution.frameMs;
  }

  draw(scene: Scene, frameMs: number): void {
    if (this.lost) {
      return;
    }
    if (this.resolution.measure(frameMs)) {
      this.fit();
    }
    // Shadows are a second picture of the world: slow machines draw them less often.
    this.sinceShadow++;
    if (this.sinceShadow >= this.resolution.shadowEvery) {
      this.sinceShadow = 0;
      this.renderer.shadowMap.needsUpdate = true;
    }
    this.renderer.render(scene, this.camera);
  }

  dispose(): void {
    this.stop.abort();
    this.observer.disconnect();
    this.renderer.setAnimationLoop(null);
    this.renderer.dispose();
  }

  private suitable(wanted: Quality): Quality {
    return this.software && wanted === 'medium' ? 'low' : wanted;
  }

  private setLost(event: Event, lost: boolean): void {
    event.preventDefault();
    this.lost = lost;
    this.onLost(lost);
  }

  private fit(): void {
    const width = Math.max(1, this.canvas.clientWidth);
    const height = Math.max(1, this.canvas.clientHeight);
    const ratio = this.resolution.ratioFor(window.devicePixelRatio || 1);
    if (width === this.width && height === this.height && ratio === this.ratio) {
      return;
    }
    this.width = width;
    this.height = height;
    this.ratio = ratio;
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    // Tall screens keep the width of the view.
    this.camera.fov = Math.min(95, width < height ? 2 * Math.atan(Math.tan((35 * Math.PI) / 180) / Math.min(1, this.camera.aspect * 1.3)) * (180 / Math.PI) : 70);
    this.camera.updateProjectionMatrix();
    this.onResize(width, height);
  }
}
