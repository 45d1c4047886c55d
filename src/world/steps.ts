/** Kinds of agenda steps. Append only: keyframes keep the codes. */
export const Step = {
  /** A parcel arrives; cause = its MessageSent fact. */
  arrive: 1,
  /** A handler's processing time is over; cause = its HandlerStarted fact. */
  workDone: 2,
  /** A handler's step has had no answer in time; cause = its HandlerStepStarted fact. */
  stepDeadline: 3,
  /** A workload's next arrival; a = part, b = instance. */
  arrival: 4,
  /** A customer gives up waiting; a = part, b = message. */
  requestDeadline: 5,
  /** An external system has done its work; cause = its CallAccepted fact. */
  served: 6,
} as const;
