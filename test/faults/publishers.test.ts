import { describe } from 'vitest';
import { newPlace, World } from './support/place.ts';
import { describePublishers } from './support/publishers.ts';

describe('several who publish to one repository at once', { timeout: 60_000 }, () => {
  describePublishers({ rounds: 6, open: () => World.open(newPlace()) });
});
