// forge's index loads all of forge: several times what its DER part takes, which has no types of its own under this path.
declare module 'node-forge/lib/asn1.js' {
  import { asn1 } from 'node-forge';
  export = asn1;
}
