// SPDX-License-Identifier: Apache-2.0
import type { Limits, Request } from '../net/messages';
import type { Answer } from '../net/outbox';
import type { FreeholdStage } from '../scene/stage';
import { saveSettings, type Settings } from '../ui/settings';
import { SettingsPanel } from '../ui/settings-panel';
import { text } from '../ui/text';
import type { Toasts } from '../ui/toasts';
import { faultOfName } from '../world/text-limits';

interface PreferencesEnvironment {
  storage: Storage | undefined;
  toasts: Toasts;
  limits(): Limits;
  request(request: Request): Promise<Answer>;
}

/** What a person chose, kept in this browser and followed by the picture and the domain. */
export class Preferences {
  readonly panel: SettingsPanel;
  readonly #settings: Settings;
  readonly #environment: PreferencesEnvironment;
  #stage: FreeholdStage | undefined;

  constructor(settings: Settings, environment: PreferencesEnvironment) {
    this.#settings = settings;
    this.#environment = environment;
    this.panel = new SettingsPanel(settings, environment.limits().nameCharacters, {
      rename: (name) => void this.#rename(name),
      change: (changed) => this.#change(changed),
    });
  }

  /** Undefined until one is chosen or given. */
  get name(): string | undefined {
    return this.#settings.name;
  }

  attach(stage: FreeholdStage): void {
    this.#stage = stage;
    stage.onCamera = (camera) => {
      this.panel.setCamera(camera);
      this.#change({ camera });
    };
    this.#change({});
  }

  /** The name that the domain made up is kept: a friend should find the same Quiet Heron tomorrow. */
  keepGivenName(name: string): void {
    if (this.name === undefined) {
      this.#change({ name });
    }
  }

  #change(changed: Partial<Settings>): void {
    const settings = Object.assign(this.#settings, changed);
    saveSettings(this.#environment.storage, settings);
    document.documentElement.toggleAttribute('data-reduce-motion', settings.reduceMotion);
    this.#stage?.setCamera(settings.camera);
    this.#stage?.setLabels(settings.labels);
    this.#stage?.setReducedMotion(settings.reduceMotion);
    this.#stage?.setQuality(settings.quality);
  }

  async #rename(name: string): Promise<void> {
    const { toasts, limits, request } = this.#environment;
    const fault = faultOfName(name, limits().nameCharacters);
    if (fault !== undefined) {
      toasts.warn(text.settings.nameFault(fault));
      return;
    }
    const answer = await request({ type: 'name', name });
    if (answer.kind === 'refused') {
      toasts.warn(text.refusal(answer.refusal.message, answer.refusal.do));
    } else {
      this.#change({ name });
      toasts.info(text.settings.nameChanged(name), { key: 'name' });
    }
  }
}
