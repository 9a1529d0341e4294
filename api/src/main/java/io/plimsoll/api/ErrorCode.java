package io.plimsoll.api;

/** What kind of failure this is and whose fault it is. Codes are stable; numbers group by blame. */
public enum ErrorCode {
  /** The request itself is wrong: a bad date, an unknown column, a filter that does not parse. */
  INVALID_REQUEST(100, Blame.USER),
  /** The organisation, connection, run or period named does not exist. */
  NOT_FOUND(101, Blame.USER),
  /** The name is taken. */
  ALREADY_EXISTS(102, Blame.USER),
  /** The act is understood and not allowed: a legal hold, an ambiguous choice, a forbidden statement. */
  REFUSED(103, Blame.USER),
  /** Nobody has signed in, or what should prove it does not hold. */
  NOT_SIGNED_IN(104, Blame.USER),
  /** Whoever asks may not do that. */
  NOT_ALLOWED(105, Blame.USER),
  /** There were too many requests of one kind in a short time. */
  TOO_MANY_REQUESTS(106, Blame.USER),
  /** The input is not what it must be: not FOCUS, an unknown version, a damaged file. */
  INPUT_INVALID(200, Blame.STORAGE),
  /** The input is not all there yet: a part is missing or shorter than the manifest says. */
  INPUT_INCOMPLETE(201, Blame.STORAGE),
  /** The input changed while it was read. */
  INPUT_CHANGED(202, Blame.STORAGE),
  /** A store, database or folder cannot be reached or written. */
  STORAGE_UNAVAILABLE(203, Blame.STORAGE),
  /** Stored state does not pass its own check. */
  STORAGE_CORRUPT(204, Blame.STORAGE),
  /** The place where exports lie, or whoever vouches for access to it, does not let the credential in. */
  ACCESS_DENIED(205, Blame.STORAGE),
  /** The plug-in asked for is not loaded. */
  PLUGIN_MISSING(300, Blame.PLUGIN),
  /** A plug-in threw. */
  PLUGIN_FAILED(301, Blame.PLUGIN),
  /** A plug-in did not answer within its deadline. */
  PLUGIN_TIMED_OUT(302, Blame.PLUGIN),
  /** All slots of a plug-in are in use. */
  PLUGIN_BUSY(303, Blame.PLUGIN),
  /** A plug-in failed too often in a row and rests. */
  PLUGIN_RESTING(304, Blame.PLUGIN),
  /** A plug-in has stuck threads and is not called until the host starts again. */
  PLUGIN_QUARANTINED(305, Blame.PLUGIN),
  /** No audit sink took the event, so the act did not happen. */
  AUDIT_UNAVAILABLE(400, Blame.HOST),
  /** The caller or the host cancelled the work. */
  CANCELLED(401, Blame.HOST),
  /** The work reached a limit of memory, rows or time. */
  LIMIT_EXCEEDED(402, Blame.HOST),
  /** A defect of Plimsoll itself. */
  INTERNAL(499, Blame.HOST);

  /** Whose fault a failure is. */
  public enum Blame {
    /** The person or program that asked. */
    USER,
    /** A plug-in. */
    PLUGIN,
    /** The data or the place where it lies. */
    STORAGE,
    /** Plimsoll. */
    HOST
  }

  private final int number;
  private final Blame blame;

  ErrorCode(int number, Blame blame) {
    this.number = number;
    this.blame = blame;
  }

  /** The stable number of this code. */
  public int number() {
    return number;
  }

  /** Whose fault it is. */
  public Blame blame() {
    return blame;
  }
}
