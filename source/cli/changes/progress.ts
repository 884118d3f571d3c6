import { safeText } from '../../base/index.ts';
import type { ChangePlan, ChangeProgress } from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';

type Lines = ReadonlyMap<ChangeProgress['step'], string>;

/** What is worth a line while it happens; the other steps are over before anybody could read it. */
const LINES: Lines = new Map([
  ['publishing', 'publishing'],
  ['verifying', 'published; downloading it again to verify it'],
  ['planning-again', 'somebody else published meanwhile; planning again'],
]);
const DELETING: Lines = new Map([['publishing', 'deleting']]);

/** Tells how far the work is: several repositories on one line where it can be written over, else a line for each step. */
export interface Progress {
  readonly tell: (progress: ChangeProgress) => void;
  /** Takes what is written over away while `ask` has the terminal. */
  during<Answer>(ask: () => Promise<Answer>): Promise<Answer>;
  end(): void;
}

export function progressOf({ request, repositories }: ChangePlan, context: CommandContext): Progress {
  const lines = request.kind === 'delete' ? DELETING : LINES;
  const { io, output, quiet } = context;
  const total = repositories.filter(({ plan }) => plan?.outcome === 'ready').length;
  return total > 1 && !quiet && !output.isJson && io.columns() !== null
    ? new OneLine({ lines, total, io })
    : {
        tell: ({ gun, step }) => {
          const line = lines.get(step);
          if (line !== undefined) {
            output.note(`${gun}: ${line}`);
          }
        },
        during: (ask) => ask(),
        end: () => undefined,
      };
}

class OneLine implements Progress {
  readonly #options: { readonly lines: Lines; readonly total: number; readonly io: CommandContext['io'] };
  #done = 0;
  #failed = 0;
  #latest = '';
  #questions = 0;

  constructor(options: { readonly lines: Lines; readonly total: number; readonly io: CommandContext['io'] }) {
    this.#options = options;
  }

  readonly tell = ({ gun, step }: ChangeProgress): void => {
    const line = this.#options.lines.get(step);
    this.#done += step === 'done' ? 1 : 0;
    this.#failed += step === 'failed' ? 1 : 0;
    this.#latest = line === undefined ? this.#latest : `${gun}: ${line}`;
    this.#draw();
  };

  async during<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    this.#questions += 1;
    this.#clear();
    try {
      return await ask();
    } finally {
      this.#questions -= 1;
      this.#draw();
    }
  }

  end(): void {
    this.#clear();
  }

  #draw(): void {
    const { io, total } = this.#options;
    if (this.#questions > 0 || this.#latest === '') {
      return;
    }
    const failed = this.#failed === 0 ? '' : `, ${this.#failed} failed`;
    const text = safeText(`${this.#done} of ${total} done${failed}  ${this.#latest}`);
    // A line that fills the last column would be continued on a second one, which stays.
    io.stderr(`\r\u001b[2K${text.slice(0, Math.max(0, (io.columns() ?? 80) - 1))}`);
  }

  #clear(): void {
    this.#options.io.stderr('\r\u001b[2K');
  }
}
