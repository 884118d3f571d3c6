import type { Examination, Finding } from '../../operations/index.ts';
import { ROOT } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { lenientNow } from '../clock.ts';
import { when } from '../dates.ts';
import { type EndingCertificate, endingCertificates } from '../endings.ts';
import { keyName, owned, placeOf } from '../evidence.ts';
import { finding } from '../finding.ts';
import { replaceCertificate } from '../remedies/certificates.ts';
import { printedEvidence } from '../server-trouble.ts';
import { day } from '../words.ts';

/** Of a root certificate nobody can pull any more: even the root that people have cached is refused by its date (facts 2.5). */
export const certificateExpired: Check = {
  code: 'certificate-expired',
  level: 'error',
  words: {
    wrong: 'The X.509 certificate around a root or delegation key has ended.',
    pulls:
      'Of the root: all pulls fail, also where its trust data are cached. Of a delegation: what it signed still counts.',
    signs:
      'docker and notary refuse to add a delegation by such a certificate, and nothing new should be signed with it.',
    remedy:
      'Rotates to a key with a new certificate; where that of the root has ended, says how to begin anew without losing a tag.',
  },
  find: (examination) => certificateFindings(certificateExpired, examination, 'expired'),
  remedy: (found, examination) => replaceCertificate(found, examination),
};

export function certificateFindings(
  check: Check,
  examination: Examination,
  ending: EndingCertificate['ending'],
): readonly Finding[] {
  return endingCertificates(examination)
    .filter((certificate) => certificate.ending === ending)
    .map((certificate) => findingOf(check, certificate, examination));
}

function findingOf(
  check: Check,
  { role, key, at, ending }: EndingCertificate,
  examination: Examination,
): Finding {
  const name = keyName(key.owner, key.canonicalId);
  const isRoot = role.role === ROOT;
  return finding(check, {
    role: role.role,
    at,
    subjects: [key.canonicalId],
    short: ending === 'expired' ? 'certificate' : 'cert. ends',
    summary: `The certificate of ${name} ${ending === 'expired' ? 'ended' : 'ends'} ${when(at, lenientNow(examination))}, on ${day(at)}`,
    meaning: {
      pulls: PULLS[isRoot ? 'root' : 'delegation'][ending],
      signs: SIGNS[isRoot ? 'root' : 'delegation'][ending],
    },
    evidence: [
      {
        text: `${name} has a certificate for ${key.certificate?.commonName ?? 'nobody'}, valid from ${day(key.certificate?.notBefore ?? at)} until ${day(at)}; ${placeOf(key)}`,
        role: role.role,
        keyId: key.canonicalId,
        at,
        ...owned(key.owner),
      },
      ...(isRoot
        ? [{ text: `as root key, documents call it ${key.id}`, role: role.role, keyId: key.canonicalId }]
        : []),
      ...(isRoot && ending === 'expired'
        ? printedEvidence([
            'could not validate the path to a trusted root: unable to retrieve valid leaf certificates',
          ])
        : []),
    ],
  });
}

type PerEnding = Readonly<Record<EndingCertificate['ending'], string>>;

const PULLS: Readonly<Record<'root' | 'delegation', PerEnding>> = {
  root: {
    expired:
      'It can no longer vouch for this repository: all pulls fail, also where its trust data are cached.',
    expiring:
      'From then on all pulls fail. Whoever has not read the new root before has to remove what is cached to pull again.',
  },
  delegation: {
    expired: 'Its signatures still count for pulls: docker and notary do not look at the date.',
    expiring: 'Nothing yet: docker and notary do not look at the date when they pull.',
  },
};

const SIGNS: Readonly<Record<'root' | 'delegation', PerEnding>> = {
  root: {
    expired:
      'Nothing can be published any more: notary-server refuses its own root, and every change with it.',
    expiring: 'A new root has to be published before, and early enough to be read by everybody who pulls.',
  },
  delegation: {
    expired: 'Nothing new should be signed with it, and it can be added to no other role.',
    expiring: 'A new key or certificate has to be in place before.',
  },
};
