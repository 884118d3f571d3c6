import { AppError } from '../base/index.ts';

/** What keeps trustdeck's own settings from being used, by code. */
export interface SettingsProblems {
  /** Not JSON, or not what an earlier trustdeck wrote; it is never overwritten. */
  'settings-invalid': { readonly path: string; readonly reason: string };
  'settings-unreadable': { readonly path: string; readonly systemCode: string };
  'settings-unwritable': { readonly path: string; readonly systemCode: string };
}

export type SettingsProblemCode = keyof SettingsProblems;

export class SettingsError<Code extends SettingsProblemCode = SettingsProblemCode> extends AppError<
  Code,
  SettingsProblems[Code]
> {
  constructor(code: Code, detail: SettingsProblems[Code], options?: { readonly cause?: unknown }) {
    super(code, detail, options);
    this.name = 'SettingsError';
  }
}
