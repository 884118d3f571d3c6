import type { Check } from '../check.ts';
import { replaceCertificate } from '../remedies/certificates.ts';
import { certificateFindings } from './certificate-expired.ts';

/** Early enough for those who pull: only who has read the new root before the old one ends can go on without a hand. */
export const certificateExpiring: Check = {
  code: 'certificate-expiring',
  level: 'warning',
  words: {
    wrong: 'The X.509 certificate around a root or delegation key ends within 60 days.',
    pulls: 'Of the root: from then on all pulls fail, also where its trust data are cached.',
    signs: 'A new key or certificate has to be in place before.',
    remedy: 'Rotates to a key with a new certificate.',
  },
  find: (examination) => certificateFindings(certificateExpiring, examination, 'expiring'),
  remedy: (found, examination) => replaceCertificate(found, examination),
};
