import type { ChangeResult } from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';

/** Says of keys that were made on the way what people need them for next; once for all repositories. */
export function tellNewKeys(results: readonly ChangeResult[], { output }: CommandContext): void {
  const made = results.flatMap(({ plan, result }) =>
    plan !== null && result === 'published'
      ? plan.newKeys.map((key) => ({ ...key, kind: plan.request.kind }))
      : [],
  );
  for (const [id, { role, kind }] of new Map(made.map((key) => [key.keyId, key]))) {
    const short = id.slice(0, 12);
    const file = `${role}-${id.slice(0, 7)}`;
    if (role === 'root') {
      output.note(`The new root key is ${id}.`);
      output.note(`Keep it away from this machine too: trustdeck key backup ${short} --output ${file}.pem`);
    } else if (kind === 'signer-rotate') {
      output.note(`The new key of ${role} is ${id}.`);
      output.note(
        `Its public half, for elsewhere: trustdeck key export --public ${short} --output ${file}.pub`,
      );
    }
  }
}
