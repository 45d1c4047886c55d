/** All kinds of recording that can be replayed. */
import { kafkaRecordings } from './kafka';
import { rabbitmqRecordings } from './rabbitmq';
import type { RecordingKind } from './recording';

/** A file is of the first kind that knows it. */
export const RECORDING_KINDS: readonly RecordingKind[] = [rabbitmqRecordings, ...kafkaRecordings];
