import { join } from 'node:path';
import { keyName, onlyOne, wholeNumber } from '../changes/typed-values.ts';
import type { CommandContext, Invocation, TypedOptions } from '../command.ts';
import { UsageError } from '../errors.ts';
import { algorithmOf } from '../keys/algorithms.ts';
import { askingOf } from '../keys/incoming.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `key generate NAME`: the private key goes to the trust directory, what others need to files here. */
export async function run({ positionals, options }: Invocation, context: CommandContext): Promise<number> {
  const name = keyName(positionals[0] ?? '', 'key name');
  const role = onlyOne(options.role, '--role') ?? name;
  const request = { role, gun: null, algorithm: algorithmOf(options), ...filesOf(name, options) };
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const { keyWork } = await workspace.changes();
    output.note(`Generating key for ${name}...`);
    try {
      const { key, files } = await keyWork.generate(request, askingOf(context));
      const publicKey = files.find(({ kind }) => kind === 'public-key')?.path ?? request.publicKeyFile;
      output.remark(
        `Successfully generated and loaded private key. Corresponding public key available: ${publicKey}`,
      );
      for (const { kind, path } of files.filter((file) => file.kind !== 'public-key')) {
        output.remark(`${kind === 'certificate' ? 'Certificate' : 'Certificate signing request'}: ${path}`);
      }
      if (request.signingRequestFile !== null) {
        output.note('Check what the CA makes of it with trustdeck key load --certificate FILE.');
      }
      if (output.isJson) {
        const { id, path } = key;
        const algorithm = request.algorithm === 'ecdsa' ? 'ecdsa-p256' : request.algorithm;
        output.json({ id, role, gun: null, algorithm, path, files });
      }
      return 0;
    } finally {
      keyWork.lock();
    }
  });
}

function filesOf(name: string, { dir = '.', csr, selfSigned, subject }: TypedOptions) {
  if (subject !== undefined && csr === undefined && selfSigned === undefined) {
    throw new UsageError({
      message: '--subject has nothing to stand in',
      why: 'Only certificates and requests for them have a subject.',
      next: 'Add --csr or --self-signed, or leave it out.',
    });
  }
  return {
    publicKeyFile: join(dir, `${name}.pub`),
    subject: subject ?? (csr === undefined && selfSigned === undefined ? null : `CN=${name}`),
    signingRequestFile: csr ?? null,
    selfSigned:
      selfSigned === undefined
        ? null
        : { days: wholeNumber(selfSigned, 'number of days'), file: join(dir, `${name}.crt`) },
  };
}
