import type { MessageEntry } from '../entry.ts';

/** Which server is asked, with which certificates; answers that no Notary server gives (facts 5.4, 7.2, 7.4, 9). */
export const SERVER_CHOICE: readonly MessageEntry[] = [
  {
    tool: 'docker',
    message: 'valid https URL required for trust server, got <url>',
    means: 'DOCKER_CONTENT_TRUST_SERVER is not an https address, so docker asks no server at all.',
    because: ['The https:// is missing.', 'It says http://, which docker does not accept for trust data.'],
    next: [
      'Correct it: `export DOCKER_CONTENT_TRUST_SERVER=https://HOST:PORT`.',
      'Then: `trustdeck doctor {repo}`.',
    ],
    codes: ['server-not-configured'],
  },
  {
    tool: 'notary',
    message: 'Trust server url has to be in the form of http(s)://URL:PORT. Got: <url>',
    also: ['Could not parse remote trust server url (<url>): <cause>'],
    means: 'The address of the server that notary was given is no URL with a scheme.',
    because: ['https:// is missing after -s or in remote_server.url of config.json.'],
    next: [
      'Write it in full, such as -s https://notary.example.com:4443.',
      'trustdeck takes it as an option: `trustdeck doctor {repo} --server https://HOST:PORT`.',
    ],
    codes: ['server-not-configured'],
  },
  {
    tool: 'docker',
    message: 'missing key <name> for client certificate <path>. CA certificates must use the extension .crt',
    means:
      'In the TLS folder of the server is a client certificate, {path}, without its key, so docker uses none of the folder.',
    because: [
      'A CA certificate is named .cert: docker takes that for a client certificate.',
      'The key is missing or named otherwise.',
    ],
    next: [
      'A CA certificate: rename it to end in .crt.',
      'A client certificate: put its key beside it as {name}. Then: `trustdeck doctor {repo}`.',
    ],
    codes: ['tls-untrusted'],
  },
  {
    tool: 'docker',
    message: 'missing client certificate <name> for key <path>',
    means: 'In the TLS folder of the server is a key, {path}, without its client certificate.',
    because: ['The certificate ends in .crt or .pem; docker wants .cert.'],
    next: [
      'Put the certificate beside the key as {name}, or take the key away. Then: `trustdeck doctor {repo}`.',
    ],
    codes: ['tls-untrusted'],
  },
  {
    tool: 'notary',
    message: 'either pass both client key and cert, or neither',
    means: 'notary was given a client certificate without its key, or the other way round.',
    because: [
      'One of --tlscert and --tlskey, or of tls_client_cert and tls_client_key in config.json, is missing.',
    ],
    next: ['Give both: `trustdeck doctor {repo} --tlscert client.crt --tlskey client.key`.'],
    codes: ['tls-untrusted'],
  },
  {
    tool: 'either',
    message: 'tls: bad certificate',
    also: ['tls: certificate required', 'tls: unknown certificate authority'],
    means: 'The server wants a client certificate and did not get one that it accepts.',
    because: ['None is set up here.', 'It ended, or comes from a CA that the server does not know.'],
    next: [
      'Give one: `trustdeck doctor {repo} --tlscert client.crt --tlskey client.key`.',
      'For docker: client.cert and client.key in ~/.docker/tls/HOST:PORT/.',
    ],
    codes: ['tls-untrusted'],
  },
  {
    tool: 'docker',
    message:
      'Error: no trust data available for remote repository <image>. Try running notary server and setting DOCKER_CONTENT_TRUST_SERVER to its HTTPS address?',
    means:
      'What answers at the address that docker asks is no Notary server: it sent something that is not JSON, such as a web page.',
    because: [
      'The registry has no Notary server, and docker asks the registry when DOCKER_CONTENT_TRUST_SERVER is not set.',
      'A proxy or a sign-in page answers in its place.',
    ],
    next: [
      'See who was asked, and why: `trustdeck doctor {repo}`.',
      'Set the right one: `export DOCKER_CONTENT_TRUST_SERVER=https://HOST:PORT`.',
    ],
    codes: ['server-not-configured', 'server-failure'],
  },
  {
    tool: 'docker',
    message: 'WARNING: Docker is retiring DCT for Docker Official Images (DOI).',
    means:
      'docker asked notary.docker.io, the Notary server of Docker Hub, which is being shut down. Its images can be pulled, but no longer verified this way.',
    because: ['The image is on Docker Hub, and DOCKER_CONTENT_TRUST_SERVER names no other server.'],
    next: [
      'See what is signed there while it answers: `trustdeck inspect {repo} --pretty`.',
      'Move images that you sign to a registry with a Notary server of its own.',
    ],
    codes: [],
  },
  {
    tool: 'either',
    message: 'trust server returned a bad response.',
    means:
      'The server wants to send more than the file can be, so it was not read: a defence against being flooded.',
    because: [
      'The file on the server is not the one that the signed list names.',
      'Something other than a Notary server answers.',
    ],
    next: ['See which file, and what answers: `trustdeck doctor {repo}`.', 'Ask whoever runs the server.'],
    codes: ['server-failure', 'repository-not-trusted'],
  },
  {
    tool: 'notary',
    message: 'error opening config file: <cause>',
    means: "notary's config.json cannot be read, so it knows neither server nor pins.",
    because: ['It is not valid JSON: a comma too many, or a comment.', 'It may not be read by you.'],
    next: [
      'Correct the file. trustdeck names the place: `trustdeck doctor {repo} --config ~/.notary/config.json`.',
    ],
    codes: ['server-not-configured'],
  },
  {
    tool: 'notary',
    message: 'invalid format for trust_pinning.certs',
    means:
      'A pin in config.json is not a list, so notary refuses to work at all rather than trust without it.',
    because: ['A single key ID stands there without brackets.'],
    next: ['Write each pin as a list: "REPO": ["KEYID"].'],
    codes: ['server-not-configured'],
  },
];
