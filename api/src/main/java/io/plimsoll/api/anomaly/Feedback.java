package io.plimsoll.api.anomaly;

/** What a person says an anomaly was; it changes what is raised from then on. */
public enum Feedback {
  /** Right to tell: it was not expected. Changes nothing else. */
  UNEXPECTED,
  /** It was planned, and the new level is right: it goes into the calendar, and the level is expected from now on. */
  EXPECTED,
  /** Right, but not worth a person's time: differences of its size in its scope are no longer raised. */
  TOO_SMALL,
  /** Wrong: its series varies like this, so that more is needed before it is raised. */
  NOT_AN_ANOMALY
}
