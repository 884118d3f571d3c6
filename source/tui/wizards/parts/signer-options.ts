import { safeText } from '../../../base/index.ts';
import type { SignerReport } from '../../../operations/index.ts';
import type { Asked, Option } from '../definition.ts';

/** Signers to choose from, with how many keys they have and how many of them are here. */
export function signerOptions(
  { app }: Pick<Asked, 'app'>,
  signers: readonly SignerReport[],
): readonly Option[] {
  const { keysHere, tags } = app.settings.messages.panels.signers;
  return signers.map((signer) => {
    const here = signer.keys.filter(({ onThisMachine }) => onThisMachine).length;
    return {
      id: signer.name,
      label: safeText(signer.name),
      note: `${keysHere(signer.keys.length, here)} · ${tags(signer.tags)}`,
    };
  });
}
