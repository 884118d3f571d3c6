import { shellLine } from '../../base/index.ts';

/** A private key is made where it stays: whoever rotates for somebody else needs no more than its public half. */
export function keyMadeFirst(signer: string): readonly string[] {
  const made = ['trustdeck', 'docker trust'].map(
    (tool) => `${tool} ${shellLine(['key', 'generate', signer])}`,
  );
  return [
    `Unless ${signer} rotates, ${signer} makes the new key first, where it is to stay: ${made.join(', or ')}`,
    `${signer} then sends ${signer}.pub to whoever rotates with --key ${signer}.pub`,
  ];
}
