import type { PtyDriver } from '../../support/pty-driver.ts';

/** A wizard as somebody at the keyboard meets it: page after page, each with all that is needed to go on. */
export interface WizardDriver {
  readonly app: PtyDriver;
  /**
   * Waits for the page of a step, as its heading names it, on which everything named can be read at the same time, and
   * sees to it that nothing of its frame is torn or cut off. Resolves with the screen.
   */
  page(step: string, ...needed: readonly (string | RegExp)[]): Promise<string>;
  press(...keys: readonly string[]): void;
}

export function wizardDriver(app: PtyDriver): WizardDriver {
  return {
    app,
    page: async (step, ...needed) => {
      const wanted = [new RegExp(`step \\d of \\d · ${step}[ ·]`), ...needed];
      let missing: readonly (string | RegExp)[] = wanted;
      return app
        .waitFor(() => {
          const screen = app.screen();
          missing = wanted.filter((each) => !shows(screen, each));
          return missing.length === 0 && isWholeFrame(screen);
        })
        .catch((cause: Error) => {
          const lacks = missing.length === 0 ? 'a whole frame' : missing.join(' and ');
          throw new Error(`The screen lacks ${lacks}:\n${app.screen()}`, { cause });
        });
    },
    press: (...keys) => app.press(keys.join('')),
  };
}

/** A phrase may go over the end of a line, and stands in a frame then. */
function shows(screen: string, wanted: string | RegExp): boolean {
  if (typeof wanted !== 'string') {
    return wanted.test(screen);
  }
  const flat = screen.replace(/ *│\n│ */g, ' ');
  return screen.includes(wanted) || flat.includes(wanted);
}

/** Between header and footer there is one frame, closed all around. While it is painted anew it is not. */
function isWholeFrame(screen: string): boolean {
  const [top = '', ...rows] = screen.split('\n').slice(1, -1);
  const bottom = rows.pop() ?? '';
  return (
    /^╭─ .* ─╮$/.test(top) &&
    /^╰─+╯$/.test(bottom) &&
    bottom.length === top.length &&
    rows.every((row) => /^│.*│$/.test(row))
  );
}
